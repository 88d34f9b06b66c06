package sale.tsh.tds.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import sale.tsh.tds.simulator.SimulatedKind.TimeFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lets another process change the simulator and look into it, below {@code /simulator/}. */
final class SimulatorControl {

  private static final JsonMapper JSON = new JsonMapper();

  private final ZohoSimulator simulator;

  SimulatorControl(ZohoSimulator simulator) {
    this.simulator = simulator;
  }

  SimulatedAnswer answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    Map<String, String> parameters =
        new HashMap<>(SimulatorServer.form(exchange.getRequestURI().getRawQuery()));
    try {
      return switch (exchange.getRequestMethod() + " " + path[2]) {
        case "GET health" -> done();
        case "GET records" -> read(path);
        case "PUT records" -> write(path, parameters, object(exchange));
        case "DELETE records" -> delete(path);
        case "GET webhooks" -> whole(simulator.webhookBody(path[3], path[4]));
        case "GET calls" -> calls();
        case "DELETE calls" -> {
          simulator.calls().clear();
          yield done();
        }
        case "POST faults" -> fail(object(exchange));
        case "DELETE faults" -> {
          simulator.clearFaults();
          yield done();
        }
        case "DELETE tokens" -> {
          simulator.tokens().expireAll();
          yield done();
        }
        case "DELETE refresh-token" -> {
          simulator.tokens().revokeRefreshToken();
          yield done();
        }
        case "PUT refresh-token" -> {
          simulator.tokens().replaceRefreshToken(object(exchange).path("token").asString());
          yield done();
        }
        case "PUT kinds" -> behave(simulator.kind(path[3]), object(exchange));
        case "PUT limits" -> limit(object(exchange));
        default -> problem(404, "no such path or method");
      };
    } catch (IllegalArgumentException
        | DateTimeException
        | JacksonException
        | ArrayIndexOutOfBoundsException e) {
      return problem(400, String.valueOf(e.getMessage()));
    } catch (NoSuchElementException e) {
      return problem(404, String.valueOf(e.getMessage()));
    }
  }

  private SimulatedAnswer read(String[] path) {
    String kind = path[3];
    if (path.length > 4) {
      return simulator
          .record(kind, path[4])
          .map(SimulatorControl::whole)
          .orElseGet(() -> problem(404, kind + " " + path[4] + " does not exist"));
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    simulator.records(kind).forEach(all::add);
    return whole(JsonNodeFactory.instance.objectNode().set("records", all));
  }

  private SimulatedAnswer write(String[] path, Map<String, String> parameters, ObjectNode body) {
    String kind = path[3];
    if (path.length > 4) {
      body.put(simulator.kind(kind).idMember(), path[4]);
    }
    String how = parameters.getOrDefault("how", "put");
    return whole(
        switch (how) {
          case "put" -> simulator.put(kind, body);
          case "load" -> simulator.load(kind, body);
          case "silently" -> {
            String id = body.path(simulator.kind(kind).idMember()).asString("");
            yield simulator.editSilently(kind, id, body);
          }
          default ->
              throw new IllegalArgumentException("how is " + how + ", not put, load or silently");
        });
  }

  private SimulatedAnswer delete(String[] path) {
    simulator.delete(path[3], path[4]);
    return done();
  }

  private SimulatedAnswer calls() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("tokens_given", simulator.tokens().given());
    answer.put("spent_today", simulator.limits().spent());
    answer.put("most_at_once", simulator.limits().mostAtOnce());
    ArrayNode calls = answer.putArray("calls");
    List<SimulatedCall> all = simulator.calls().all();
    for (SimulatedCall call : all) {
      ObjectNode each = calls.addObject();
      each.put("number", call.number()).put("at", call.at().toString());
      each.put("method", call.method()).put("path", call.path());
      call.parameters().forEach(each.putObject("parameters")::put);
      each.put("status", call.status()).put("code", call.code());
    }
    return whole(answer);
  }

  private SimulatedAnswer fail(ObjectNode body) {
    SimulatedFault fault = fault(body, body.path("fault").asString(""));
    simulator.fail(body.path("times").asInt(1), body.path("path").asString("/"), fault);
    return done();
  }

  private static SimulatedFault fault(ObjectNode body, String name) {
    return switch (name) {
      case "error" ->
          SimulatedFault.error(
              body.path("status").asInt(),
              body.path("code").asInt(),
              body.path("message").asString(""));
      case "token_refused" -> SimulatedFault.tokenRefused(body.path("error").asString());
      case "renamed" ->
          SimulatedFault.renamed(body.path("member").asString(), body.path("other").asString());
      default ->
          Optional.ofNullable(SimulatedFault.byName().get(name))
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "fault is " + name + ", not one of " + SimulatedFault.byName().keySet()));
    };
  }

  private SimulatedAnswer limit(ObjectNode body) {
    if (body.has("per_day")) {
      simulator.limits().perDay(body.get("per_day").intValue());
    }
    if (body.has("per_minute")) {
      simulator.limits().perMinute(body.get("per_minute").intValue());
    }
    if (body.has("at_once")) {
      simulator.limits().atOnce(body.get("at_once").intValue());
    }
    return done();
  }

  private static SimulatedAnswer behave(SimulatedKind kind, ObjectNode body) {
    if (body.path("ignores_sorts").asBoolean(false)) {
      kind.ignoresSorts();
    }
    if (body.path("claims_sorts").asBoolean(false)) {
      kind.claimsSorts();
    }
    if (body.has("time_filter")) {
      kind.filtersBy(
          TimeFilter.valueOf(body.path("time_filter").asString().toUpperCase(Locale.ROOT)));
    }
    if (body.has("list_wrapper")) {
      kind.listWrapper(body.path("list_wrapper").asString());
    }
    return done();
  }

  private static ObjectNode object(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("the body is not a JSON object");
  }

  private static SimulatedAnswer whole(ObjectNode body) {
    return SimulatedAnswer.of(200, body);
  }

  private static SimulatedAnswer done() {
    return SimulatedAnswer.of(200, JsonNodeFactory.instance.objectNode().put("done", true));
  }

  private static SimulatedAnswer problem(int status, String detail) {
    return SimulatedAnswer.of(status, JsonNodeFactory.instance.objectNode().put("detail", detail));
  }
}
