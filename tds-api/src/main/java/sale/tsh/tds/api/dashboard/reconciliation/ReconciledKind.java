package sale.tsh.tds.api.dashboard.reconciliation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.api.dashboard.layout.Phrase;

/** A kind's mirror beside Zoho's list. All but name and state is null if pulling is not set up. */
record ReconciledKind(
    String kind,
    KindState state,
    @Schema(
            description =
                "The mirror's records now. Of more than 50,000 those at the start of the last sweep")
        @Nullable Long mirrorRows,
    @Schema(description = "The rows of Zoho's list at the last sweep") @Nullable Integer zohoRows,
    @Schema(description = "Zoho had them and the mirror had not, at the last sweep")
        @Nullable Integer missing,
    @Schema(description = "Zoho had a later version, at the last sweep") @Nullable Integer outdated,
    @Schema(description = "They differed at the same version, at the last sweep")
        @Nullable Integer different,
    @Schema(description = "The mirror had them and Zoho had not, at the last sweep")
        @Nullable Integer extra,
    @Schema(description = "Deletions that wait for an operator's release")
        @Nullable Long candidates,
    @Schema(description = "Records that are still to be fetched") @Nullable Long toFetch,
    @Schema(description = "Records that the mirror knows to be incomplete, counted up to 10,001")
        @Nullable Long stale,
    @Schema(
            description =
                "Changes of the last 24 hours that pulling found and that no webhook brought within 15 minutes")
        @Nullable Integer lostWebhooks,
    @Schema(description = "The last look at the newest changes") @Nullable Instant lastHeadAt,
    @Schema(
            description =
                "Zoho's own time of the newest change that was read. The next head read goes back to it")
        @Nullable Instant cursorTime,
    @Schema(description = "When the last sweep ended") @Nullable Instant lastSweepAt,
    @Schema(description = "When the sweep that runs now began") @Nullable Instant sweepingSince,
    @Schema(
            description =
                "Whether Zoho sorts the list by change: honoured, ignored, untested, or none if it is not documented. Only an honoured one lets heads find changes")
        @Nullable String modifiedOrder,
    @Schema(
            description =
                "Whether Zoho sorts the list by creation: honoured, ignored, untested, or none if it is not documented")
        @Nullable String createdOrder,
    @Schema(
            description =
                "Whether the rows of the list have the time of the last change: all, some, none, or untested. Without it head reads find nothing")
        @Nullable String rowTimes,
    @Schema(
            description =
                "What the list does if it is asked for the changes since a time: since, after, equal, shifted by a zone, ignored, refused, unclear, or untested. Pulling does not rely on it")
        @Nullable String timeFilter,
    @Nullable Instant pausedUntil,
    @Nullable String pausedReason,
    @Schema(description = "Why the last sweep was given up; null if it was not")
        @Nullable String failure) {

  /** A kind while pulling is not set up. */
  static ReconciledKind off(String kind) {
    return new ReconciledKind(
        kind,
        KindState.OFF,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** What the last sweep found, in words; null before the first. */
  public @Nullable Phrase found() {
    if (missing == null || outdated == null || different == null || extra == null) {
      return null;
    }
    List<Phrase> found =
        Stream.of(
                Phrase.of("reconciliation.missing", missing),
                Phrase.of("reconciliation.outdated", outdated),
                Phrase.of("reconciliation.different", different),
                Phrase.of("reconciliation.extra", extra))
            .filter(each -> !each.values().contains(0))
            .toList();
    return found.isEmpty()
        ? Phrase.of("reconciliation.no-difference")
        : Phrase.of("phrase", new Phrase.Series(found));
  }

  /** Whether no head read is made, because Zoho does not sort the list by change. */
  public boolean hasSweepsOnly() {
    return "ignored".equals(modifiedOrder) || "none".equals(modifiedOrder);
  }

  /** Whether Zoho did not send what it should have sent. */
  public boolean lostWebhooksLately() {
    return lostWebhooks != null && lostWebhooks > 0;
  }

  /** Whether deletions wait for an operator. */
  public boolean waitsForRelease() {
    return candidates != null && candidates > 0;
  }
}
