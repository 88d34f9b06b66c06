package sale.tsh.tds.api.webhook;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.listener.AccessLog;
import sale.tsh.tds.api.security.OpenEndpoint;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The endpoint {@code POST /webhooks/{kind}}, which Zoho's workflow rules call, and every other
 * call at or below {@code /webhooks}. {@link sale.tsh.tds.api.http.Problems} answers exceptions
 * with 429 and 503.
 */
@RestController
class WebhookController {

  /** The only headers that are kept, so that no secret slips in. */
  private static final List<String> KEPT_HEADERS =
      List.of(
          "content-type",
          "content-length",
          "content-encoding",
          "user-agent",
          "x-request-id",
          "x-zoho-event");

  /** Before the name of a kind that has no path of its own. */
  private static final String OTHER_KINDS = "other/";

  private static final int LONGEST_HEADER = 500;
  private static final int LONGEST_PATH = 200;

  private final Intake intake;
  private final BoundedBodyReader bodies;
  private final JsonMapper json;

  WebhookController(Intake intake, BoundedBodyReader bodies, JsonMapper json) {
    this.intake = intake;
    this.bodies = bodies;
    this.json = json;
  }

  /**
   * Takes a delivery of the kind in the path. At {@code /webhooks/zoho} the body names the kind.
   */
  @Operation(
      summary =
          "Takes a delivery of the kind in the path, or of any kind at zoho: 202 once it is kept")
  @DocumentedDelivery
  @OpenEndpoint
  @PostMapping("/webhooks/{kind}")
  ResponseEntity<Object> receive(@PathVariable String kind, HttpServletRequest request)
      throws IOException {
    return take(kind, request);
  }

  /** Takes a delivery of a kind that has no path of its own. */
  @Operation(
      summary = "Takes a record of any other kind, into zoho.other_records",
      description =
          "The name is a custom module's or any other that the catalogue does not have: at most 64 letters a to z,"
              + " digits and underscores. A name of the catalogue means the catalogue's kind. Senders can name"
              + " WEBHOOK_MAX_OTHER_KINDS kinds.")
  @DocumentedDelivery
  @OpenEndpoint
  @PostMapping("/webhooks/other/{name}")
  ResponseEntity<Object> receiveOtherKind(@PathVariable String name, HttpServletRequest request)
      throws IOException {
    return take(OTHER_KINDS + name, request);
  }

  /** Takes every other call at or below {@code /webhooks}, or keeps it as refused. */
  @Hidden
  @OpenEndpoint
  @RequestMapping({"/webhooks", "/webhooks/{*path}"})
  ResponseEntity<Object> receiveOther(
      @PathVariable(required = false) @Nullable String path, HttpServletRequest request)
      throws IOException {
    return take(withoutOuterSlashes(text(path)), request);
  }

  /** Takes {@code OPTIONS} too. Spring MVC would answer that method if no endpoint named it. */
  @Hidden
  @OpenEndpoint
  @RequestMapping(
      path = {"/webhooks", "/webhooks/{*path}"},
      method = RequestMethod.OPTIONS)
  ResponseEntity<Object> receiveOptions(
      @PathVariable(required = false) @Nullable String path, HttpServletRequest request)
      throws IOException {
    return receiveOther(path, request);
  }

  private ResponseEntity<Object> take(String path, HttpServletRequest request) throws IOException {
    // UnreachedCalls counts the calls without this mark.
    request.setAttribute(UnreachedCalls.REACHED, true);
    WebhookAnswer answer =
        bodies.read(
            request.getInputStream(), (body, end) -> intake.receive(raw(path, request, body, end)));
    return switch (answer) {
      // The delivery is committed by now, so no Accept header may turn the answer into an error. As
      // bytes the answer has a length and goes out in one piece, not in chunks.
      case WebhookAnswer.Accepted accepted -> {
        AccessLog.noteOutcome(request, accepted.outcome());
        yield ResponseEntity.status(HttpStatus.ACCEPTED)
            .contentType(MediaType.APPLICATION_JSON)
            .body(json.writeValueAsBytes(accepted));
      }
      case WebhookAnswer.Refusal refusal ->
          ResponseEntity.status(refusal.cause().status())
              .contentType(MediaType.APPLICATION_PROBLEM_JSON)
              .body(problem(refusal));
    };
  }

  /** Returns {@code customers} for {@code /customers/}. A slash within the path stays. */
  private static String withoutOuterSlashes(String path) {
    return path.replaceFirst("^/", "").replaceFirst("/$", "");
  }

  private static RawDelivery raw(
      String path, HttpServletRequest request, ByteBuffer body, BoundedBodyReader.End end) {
    return new RawDelivery(
        shortened(request.getMethod(), LONGEST_HEADER),
        shortened(path, LONGEST_PATH),
        text(request.getQueryString()),
        shortened(text(request.getContentType()), LONGEST_HEADER),
        text(request.getHeader("Content-Encoding")),
        body,
        // The header tells the size of a body that was not read to its end. It is -1 if unknown.
        Math.max(body.remaining(), request.getContentLength()),
        end,
        Optional.ofNullable(request.getHeader("X-Zoho-Webhook-Signature")),
        Optional.ofNullable(request.getHeader("X-Webhook-Key")),
        headers(request),
        text(request.getRemoteAddr()));
  }

  private static String headers(HttpServletRequest request) {
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    for (String name : KEPT_HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        headers.put(name, shortened(value, LONGEST_HEADER));
      }
    }
    // No header has this name. Operators see the method there, of accepted deliveries too.
    if (!request.getMethod().equals("POST")) {
      headers.put(":method", shortened(request.getMethod(), LONGEST_HEADER));
    }
    return headers.toString();
  }

  private static ProblemDetail problem(WebhookAnswer.Refusal refusal) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.valueOf(refusal.cause().status()), refusal.detail());
    problem.setTitle("Delivery refused: " + refusal.cause().code());
    problem.setProperty("cause", refusal.cause().code());
    return problem;
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
