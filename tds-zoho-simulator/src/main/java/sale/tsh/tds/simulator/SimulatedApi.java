package sale.tsh.tds.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.simulator.SimulatedList.InvalidParameter;
import sale.tsh.tds.simulator.SimulatedRecords.Stored;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers calls of the two APIs: who calls, within which limits, and for which records. */
final class SimulatedApi {

  private static final String SCHEME = "Zoho-oauthtoken ";
  private static final int MOST_DETAILS = 100;
  private static final Pattern PERSONS =
      Pattern.compile("/contacts/([^/]+)/contactpersons(?:/([^/]+))?");
  private static final String ANY_PERSON = "/contacts/contactpersons/";

  private final SimulatedKinds kinds;
  private final SimulatedRecords records;
  private final SimulatedTokens tokens;
  private final SimulatedLimits limits;
  private volatile String timeZone;

  SimulatedApi(
      SimulatedKinds kinds,
      SimulatedRecords records,
      SimulatedTokens tokens,
      SimulatedLimits limits) {
    this.kinds = kinds;
    this.records = records;
    this.tokens = tokens;
    this.limits = limits;
    this.timeZone = records.zone().getId();
  }

  void spellTimeZone(String name) {
    timeZone = name;
  }

  /** Returns the product whose path the call has. */
  static Optional<SimulatedProduct> product(String path) {
    return Arrays.stream(SimulatedProduct.values())
        .filter(product -> path.startsWith(product.base() + "/"))
        .findFirst();
  }

  SimulatedAnswer answer(SimulatedCall call, @Nullable String authorization) {
    Optional<SimulatedProduct> product = product(call.path());
    if (product.isEmpty()) {
      return invalidUrl();
    }
    if (!call.method().equals("GET")) {
      return SimulatedAnswer.error(
          400,
          37,
          "The HTTP method " + call.method() + " is not allowed for the requested resource");
    }
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return SimulatedAnswer.error(200, 14, "Invalid value passed for authtoken");
    }
    if (!tokens.isAlive(authorization.substring(SCHEME.length()))) {
      return unauthorised();
    }
    return limits.refuse().orElseGet(() -> withinLimits(call, product.get()));
  }

  private SimulatedAnswer withinLimits(SimulatedCall call, SimulatedProduct product) {
    String path = call.path().substring(product.base().length());
    if (path.equals("/organizations")) {
      return organisation(product, "organizations");
    }
    String organisation = call.parameter("organization_id");
    if (!organisation.equals(ZohoSimulator.ORGANIZATION_ID)) {
      return SimulatedAnswer.error(
          400,
          6041,
          "This user is not associated with the CompanyID/CompanyName:" + organisation + ".");
    }
    try {
      return ofOrganisation(call, product, path);
    } catch (InvalidParameter e) {
      return e.answer();
    }
  }

  private SimulatedAnswer ofOrganisation(
      SimulatedCall call, SimulatedProduct product, String path) {
    Matcher persons = PERSONS.matcher(path);
    if (persons.matches()) {
      return persons(call, product, persons.group(1), persons.group(2));
    }
    if (path.startsWith(ANY_PERSON)) {
      SimulatedKind kind = kinds.named("contact_person");
      return permitted(kind, product, () -> single(kind, path.substring(ANY_PERSON.length())));
    }
    if (path.equals("/organizations/" + ZohoSimulator.ORGANIZATION_ID)) {
      return organisation(product, "organization");
    }
    if (path.equals("/itemdetails")) {
      return details(call, product);
    }
    Optional<SimulatedKind> listed = kinds.at(product, path).filter(SimulatedKind::hasList);
    if (listed.isPresent()) {
      SimulatedKind kind = listed.get();
      return permitted(kind, product, () -> list(kind, product, call, records.listed(kind)));
    }
    int slash = path.lastIndexOf('/');
    return kinds
        .at(product, path.substring(0, slash))
        .map(kind -> permitted(kind, product, () -> single(kind, path.substring(slash + 1))))
        .orElseGet(SimulatedApi::invalidUrl);
  }

  private interface Reading {
    SimulatedAnswer read();
  }

  private SimulatedAnswer permitted(SimulatedKind kind, SimulatedProduct product, Reading reading) {
    return tokens.hasScope(kind.readScope(product)) ? reading.read() : unauthorised();
  }

  private SimulatedAnswer list(
      SimulatedKind kind, SimulatedProduct product, SimulatedCall call, List<Stored> candidates) {
    if (kind.name().equals("journal") && !call.parameter("last_modified_time_start").isEmpty()) {
      throw new InvalidParameter("last_modified_time_start");
    }
    return new SimulatedList(kind, product, call.parameters()).answer(records, candidates);
  }

  private SimulatedAnswer single(SimulatedKind kind, String id) {
    return records
        .find(kind, id)
        .map(record -> SimulatedAnswer.success(kind.wrapper(), records.full(kind, record)))
        .orElseGet(() -> missing(kind));
  }

  private SimulatedAnswer persons(
      SimulatedCall call, SimulatedProduct product, String contact, @Nullable String person) {
    SimulatedKind contacts = kinds.named("contact");
    SimulatedKind kind = kinds.named("contact_person");
    if (records.find(contacts, contact).isEmpty()) {
      return missing(contacts);
    }
    List<Stored> ofContact =
        records.listed(kind).stream()
            .filter(each -> each.content().path("contact_id").asString("").equals(contact))
            .toList();
    if (person == null) {
      return permitted(kind, product, () -> list(kind, product, call, ofContact));
    }
    return permitted(kind, product, () -> single(kind, person));
  }

  /** Up to 100 whole items in one answer. Nobody has recorded more. */
  private SimulatedAnswer details(SimulatedCall call, SimulatedProduct product) {
    SimulatedKind items = kinds.named("item");
    String[] ids = call.parameter("item_ids").split(",", -1);
    if (call.parameter("item_ids").isEmpty() || ids.length > MOST_DETAILS) {
      throw new InvalidParameter("item_ids");
    }
    return permitted(
        items,
        product,
        () -> {
          ArrayNode found = JsonNodeFactory.instance.arrayNode();
          for (String id : ids) {
            records.find(items, id.strip()).ifPresent(item -> found.add(records.full(items, item)));
          }
          return SimulatedAnswer.success(items.listWrapper(), found);
        });
  }

  private SimulatedAnswer organisation(SimulatedProduct product, String wrapper) {
    if (!tokens.hasScope(product.readScope("settings"))) {
      return unauthorised();
    }
    ObjectNode organisation =
        JsonNodeFactory.instance
            .objectNode()
            .put("organization_id", ZohoSimulator.ORGANIZATION_ID)
            .put("name", "Simulated Trading")
            .put("is_default_org", true)
            .put("time_zone", timeZone)
            .put("plan_name", "PROFESSIONAL")
            .put("currency_code", "INR");
    boolean isList = wrapper.equals("organizations");
    return SimulatedAnswer.success(
        wrapper, isList ? JsonNodeFactory.instance.arrayNode().add(organisation) : organisation);
  }

  private static SimulatedAnswer missing(SimulatedKind kind) {
    return SimulatedAnswer.error(404, kind.missingCode(), kind.title() + " does not exist.");
  }

  static SimulatedAnswer unauthorised() {
    return SimulatedAnswer.error(401, 57, "You are not authorized to perform this operation");
  }

  private static SimulatedAnswer invalidUrl() {
    return SimulatedAnswer.error(404, 5, "Invalid URL Passed");
  }
}
