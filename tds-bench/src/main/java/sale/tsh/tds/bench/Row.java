package sale.tsh.tds.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table with its figures, each the median of its runs.
 *
 * @param empty our rate of draining otherwise empty tables
 */
record Row(
    Workload work,
    OptionalDouble ours,
    Optional<Map.Entry<String, Double>> bestPeer,
    OptionalDouble sql,
    OptionalDouble empty) {

  OptionalDouble ratioToPeer() {
    return ratio(peer());
  }

  OptionalDouble ratioToSql() {
    return ratio(sql);
  }

  /** Our targets, or empty if there are none. */
  String target() {
    return work.targets().stream()
        .map(target -> target.text(work))
        .collect(Collectors.joining(", "));
  }

  /** Whether every target is met. Empty if there is no target, or if one lacks its reference. */
  Optional<Boolean> isMet() {
    if (work.targets().isEmpty() || ours.isEmpty()) {
      return Optional.empty();
    }
    List<Optional<Boolean>> met =
        work.targets().stream()
            .map(target -> target.isMet(work, ours.getAsDouble(), sql, peer(), empty))
            .toList();
    if (met.contains(Optional.of(false))) {
      return Optional.of(false);
    }
    return met.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(true);
  }

  /** The members of the row in the file of results. Missing values are null. */
  Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("work", work.name());
    members.put("unit", work.unit());
    members.put("ours", orNull(ours));
    members.put("best_peer", orNull(peer()));
    members.put("best_peer_name", bestPeer.map(Map.Entry::getKey).orElse(null));
    members.put("sql_limit", orNull(sql));
    members.put("ratio_to_peer", orNull(ratioToPeer()));
    members.put("ratio_to_sql", orNull(ratioToSql()));
    members.put("target", target().isEmpty() ? null : target());
    members.put("met", isMet().orElse(null));
    return members;
  }

  private OptionalDouble peer() {
    return bestPeer.isPresent()
        ? OptionalDouble.of(bestPeer.get().getValue())
        : OptionalDouble.empty();
  }

  private OptionalDouble ratio(OptionalDouble other) {
    return ours.isPresent() && other.isPresent()
        ? OptionalDouble.of(ours.getAsDouble() / other.getAsDouble())
        : OptionalDouble.empty();
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
