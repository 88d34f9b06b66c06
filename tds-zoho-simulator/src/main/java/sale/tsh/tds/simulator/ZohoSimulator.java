package sale.tsh.tds.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import sale.tsh.tds.simulator.SimulatedRecords.Stored;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One organisation at Zoho, in this process. It answers the REST API of Books and Inventory and the
 * OAuth of one client. Tests change its records, make it fail, and look at the calls it got.
 */
public final class ZohoSimulator implements AutoCloseable {

  public static final String ORGANIZATION_ID = "10234695";
  public static final String CLIENT_ID = "1000.SIMULATED";
  public static final String CLIENT_SECRET = "simulated-client-secret";
  public static final String REFRESH_TOKEN = "1000.simulated-refresh-token";

  /** The time zone of the organisation, if a test names no other. Its offset has half an hour. */
  public static final ZoneId TIME_ZONE = ZoneId.of("Asia/Kolkata");

  private final SimulatedKinds kinds = new SimulatedKinds();
  private final CallLog calls = new CallLog();
  private final FaultPlan faults = new FaultPlan();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final InstantSource clock;
  private final SimulatedRecords records;
  private final SimulatedTokens tokens;
  private final SimulatedLimits limits;
  private final SimulatedApi api;
  private final SimulatorServer server;
  private volatile Consumer<SimulatedCall> beforeAnswer = call -> {};
  private volatile Consumer<SimulatedCall> beforeSending = call -> {};

  private ZohoSimulator(int port, InstantSource clock, ZoneId zone) {
    this.clock = clock;
    this.records = new SimulatedRecords(clock, zone);
    this.tokens = new SimulatedTokens(clock);
    this.limits = new SimulatedLimits(clock, zone);
    this.api = new SimulatedApi(kinds, records, tokens, limits);
    this.server = new SimulatorServer(port, this::handle, this::control);
    tokens.apiDomain(baseUri().toString());
  }

  /** Starts a simulator on this port of the loopback address. With 0 any free port is taken. */
  public static ZohoSimulator start(int port) {
    return start(port, InstantSource.system());
  }

  /** Starts a simulator whose times, tokens and limits follow the given clock. */
  public static ZohoSimulator start(int port, InstantSource clock) {
    return start(port, clock, TIME_ZONE);
  }

  /** Starts a simulator whose organisation is in another time zone. */
  public static ZohoSimulator start(int port, InstantSource clock, ZoneId zone) {
    return new ZohoSimulator(port, clock, zone);
  }

  /** Returns the address below which the API and {@code /oauth/v2/token} are. */
  public URI baseUri() {
    return server.address();
  }

  // Records.

  /**
   * Creates a record, or edits it if its id is known. Members that are not named stay. The time of
   * modification becomes now. Returns the whole record.
   */
  public ObjectNode put(String kind, ObjectNode members) {
    SimulatedKind definition = kinds.named(kind);
    return records.full(definition, records.put(definition, members));
  }

  /** Stores a record with the times it brings. A missing time is now. */
  public ObjectNode load(String kind, ObjectNode record) {
    SimulatedKind definition = kinds.named(kind);
    return records.full(definition, records.load(definition, record));
  }

  /** Edits a record without moving its time, as Zoho does with a contact's balance. */
  public ObjectNode editSilently(String kind, String id, ObjectNode members) {
    SimulatedKind definition = kinds.named(kind);
    return records.full(definition, records.editSilently(definition, id, members));
  }

  /** Deletes a record. No list tells of it, and its own path answers 404. */
  public void delete(String kind, String id) {
    records.delete(kinds.named(kind), id);
  }

  /** Returns a whole record. */
  public Optional<ObjectNode> record(String kind, String id) {
    SimulatedKind definition = kinds.named(kind);
    return records.find(definition, id).map(record -> records.full(definition, record));
  }

  /** Returns all whole records of a kind, in the order in which they were created. */
  public List<ObjectNode> records(String kind) {
    SimulatedKind definition = kinds.named(kind);
    return records.all(definition).stream()
        .map((Stored record) -> records.full(definition, record))
        .toList();
  }

  /** Returns the body of a webhook for a record: the whole record in its wrapper. */
  public ObjectNode webhookBody(String kind, String id) {
    ObjectNode whole =
        record(kind, id)
            .orElseThrow(() -> new IllegalArgumentException(kind + " " + id + " does not exist"));
    return JsonNodeFactory.instance.objectNode().set(kinds.named(kind).wrapper(), whole);
  }

  // Behaviour.

  /** Returns the spelling of a kind and the behaviour of its lists, which may be changed. */
  public SimulatedKind kind(String name) {
    return kinds.named(name);
  }

  /** Returns all kinds that are simulated. */
  public List<SimulatedKind> kinds() {
    return kinds.all();
  }

  /** Returns the access tokens and what may go wrong with them. */
  public SimulatedTokens tokens() {
    return tokens;
  }

  /** Returns the limits of the organisation and what is spent. */
  public SimulatedLimits limits() {
    return limits;
  }

  /** Spells the organisation's time zone otherwise, as Zoho spells some as {@code PST}. */
  public void spellTimeZone(String name) {
    api.spellTimeZone(name);
  }

  /** Lets the next calls that the condition holds for have a fault, as often as given. */
  public void fail(int times, Predicate<SimulatedCall> which, SimulatedFault fault) {
    faults.next(times, which, fault);
  }

  /** Lets the next calls whose path begins like this have a fault, as often as given. */
  public void fail(int times, String path, SimulatedFault fault) {
    fail(times, call -> call.path().startsWith(path), fault);
  }

  /** Takes back the faults that have not occurred yet. */
  public void clearFaults() {
    faults.clear();
  }

  /** Returns how often planned faults still have to occur. */
  public long faultsLeft() {
    return faults.left();
  }

  /** Runs before an answer is made, so what it changes is in the answer. */
  public void beforeAnswer(Consumer<SimulatedCall> hook) {
    beforeAnswer = hook;
  }

  /** Runs when an answer is made and not yet sent. It can hold back an answer that is then old. */
  public void beforeSending(Consumer<SimulatedCall> hook) {
    beforeSending = hook;
  }

  // Calls.

  /** Returns every call that was made to the API and for tokens. */
  public CallLog calls() {
    return calls;
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean counts = !exchange.getRequestURI().getPath().equals(SimulatedTokens.PATH);
    try {
      if (counts) {
        limits.begin();
      }
      server.send(exchange, answer(exchange));
    } catch (RuntimeException | Error e) {
      if (!server.isClosed()) {
        failure.compareAndSet(null, e);
      }
      exchange.close();
    } finally {
      if (counts) {
        limits.end();
      }
    }
  }

  private void control(HttpExchange exchange) throws IOException {
    server.send(exchange, new SimulatorControl(this).answer(exchange));
  }

  private SimulatedAnswer answer(HttpExchange exchange) throws IOException {
    SimulatedCall call = calls.add(received(exchange));
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    beforeAnswer.accept(call);
    SimulatedAnswer made =
        call.isForToken()
            ? tokens.answer(SimulatorServer.form(body))
            : api.answer(call, exchange.getRequestHeaders().getFirst("Authorization"));
    SimulatedAnswer answer = faults.apply(call, made);
    SimulatedApi.product(call.path())
        .map(limits::headers)
        .ifPresent(headers -> headers.forEach(exchange.getResponseHeaders()::set));
    beforeSending.accept(call);
    calls.answered(call, answer);
    return answer;
  }

  /** A query string of a call for a token is not kept, because secrets could be in it. */
  private SimulatedCall received(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    String query = uri.getPath().equals(SimulatedTokens.PATH) ? null : uri.getRawQuery();
    return SimulatedCall.received(
        clock.instant(), exchange.getRequestMethod(), uri.getPath(), SimulatorServer.form(query));
  }

  /**
   * Ends the simulator. If a hook failed during a call, its failure is thrown here. Calls that are
   * still held back get no answer.
   */
  @Override
  public void close() {
    server.close();
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a call failed inside the simulator", failed);
    }
  }

  @Override
  public String toString() {
    return "ZohoSimulator[" + baseUri() + "]";
  }
}
