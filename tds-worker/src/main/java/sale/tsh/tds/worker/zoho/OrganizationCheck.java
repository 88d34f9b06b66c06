package sale.tsh.tds.worker.zoho;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import sale.tsh.tds.kind.ApiResource.Product;
import sale.tsh.tds.refusal.Excerpt;
import sale.tsh.tds.worker.zoho.ZohoFault.CallRejected;
import sale.tsh.tds.worker.zoho.ZohoFault.Gone;
import sale.tsh.tds.worker.zoho.ZohoFault.ScopeMissing;
import sale.tsh.tds.worker.zoho.ZohoFault.Unavailable;
import sale.tsh.tds.worker.zoho.ZohoFault.Unbelievable;
import sale.tsh.tds.worker.zoho.ZohoFault.WrongOrganization;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks Zoho which organisations the credentials reach: before the first other call, after new
 * credentials, and each week. If the configured one is not among them, all pulling stops.
 */
public final class OrganizationCheck {

  private static final Logger log = LoggerFactory.getLogger(OrganizationCheck.class);

  private static final String PATH = Product.BOOKS.base() + "/organizations";
  private static final String SCOPE = Product.BOOKS.scope("settings");

  private static final Duration INTERVAL = Duration.ofDays(7);

  private static final Duration RETRY = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final ZohoSettings settings;
  private final CallBudget budget;
  private final ZohoApi api;
  private final InstantSource clock;

  public OrganizationCheck(
      JdbcClient jdbc, ZohoSettings settings, CallBudget budget, ZohoApi api, InstantSource clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.budget = budget;
    this.api = api;
    this.clock = clock;
  }

  /**
   * Makes the call if it is due. If its answer cannot be used, the next try is an hour later.
   *
   * @throws ZohoException if pulling cannot go on, such as with {@link WrongOrganization}
   */
  public void runIfDue() throws ZohoException, CallDeniedException, InterruptedException {
    if (!isDue()) {
      return;
    }
    try {
      requireOurs(api.getWithoutOrganization(PATH, Map.of(), 0));
      checked(INTERVAL);
    } catch (ZohoException e) {
      if (!isHarmless(e.fault())) {
        throw e;
      }
      log.warn(
          "Nobody knows whether ZOHO_ORGANIZATION_ID belongs to the credentials, because Zoho was asked in vain: {}",
          text(e.fault()));
      checked(RETRY);
    }
  }

  private boolean isDue() {
    return jdbc.sql(
                """
                select count(*) from tds_pull_budgets
                 where organization_id = :organization and checked_credentials = :credentials and next_check_at > :now
                """)
            .param("organization", settings.organizationId())
            .param("credentials", settings.fingerprint())
            .param("now", Timestamp.from(clock.instant()))
            .query(Integer.class)
            .single()
        == 0;
  }

  private void requireOurs(ObjectNode answer) throws ZohoException {
    if (!(answer.path("organizations") instanceof ArrayNode organizations)
        || organizations.isEmpty()) {
      throw new ZohoException(new Unbelievable("it lists no organization"));
    }
    List<String> ids =
        organizations.valueStream().map(each -> each.path("organization_id").asString("")).toList();
    if (!ids.contains(settings.organizationId())) {
      WrongOrganization wrong =
          new WrongOrganization(
              "%s is none of theirs, which are %s"
                  .formatted(settings.organizationId(), Excerpt.of(String.join(", ", ids))));
      budget.stop(wrong.text());
      throw new ZohoException(wrong);
    }
  }

  /**
   * After these faults other calls can be tried. Their answers tell of a wrong organisation too.
   */
  private static boolean isHarmless(ZohoFault fault) {
    return switch (fault) {
      case ScopeMissing scope -> true;
      case CallRejected rejected -> true;
      case Gone gone -> true;
      case Unbelievable odd -> true;
      case Unavailable away -> true;
      default -> false;
    };
  }

  private static String text(ZohoFault fault) {
    return fault instanceof ScopeMissing missing ? missing.of(SCOPE).text() : fault.text();
  }

  private void checked(Duration pause) {
    jdbc.sql(
            """
            update tds_pull_budgets set checked_credentials = :credentials, next_check_at = :next
             where organization_id = :organization
            """)
        .param("credentials", settings.fingerprint())
        .param("next", Timestamp.from(clock.instant().plus(pause)))
        .param("organization", settings.organizationId())
        .update();
  }
}
