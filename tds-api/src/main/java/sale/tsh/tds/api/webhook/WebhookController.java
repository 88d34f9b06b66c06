package sale.tsh.tds.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import sale.tsh.tds.api.http.Open;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /webhooks/{kind}}: where Zoho's workflow rules point. */
@RestController
class WebhookController {

  /** Headers worth keeping; a list of what may be kept, so that no secret slips in. */
  private static final List<String> KEPT_HEADERS =
      List.of("content-type", "content-length", "content-encoding", "user-agent", "x-request-id");

  private static final int LONGEST_HEADER = 500;

  private final Intake intake;
  private final BodyReader bodies;
  private final JsonMapper json;

  WebhookController(Intake intake, BodyReader bodies, JsonMapper json) {
    this.intake = intake;
    this.bodies = bodies;
    this.json = json;
  }

  /** Takes a delivery of the kind in the path, or of any kind at {@code /webhooks/zoho}. */
  @Operation(
      summary =
          "Takes a delivery of the kind in the path, or of any kind at zoho: 202 once it is kept",
      requestBody =
          @RequestBody(
              description = "The record as Zoho sends it, in any shape it knows",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = Object.class))),
      responses = {
        @ApiResponse(
            responseCode = "202",
            description = "Kept: a new event, a duplicate, or a test call",
            content =
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = Answer.Taken.class))),
        @ApiResponse(
            responseCode = "4XX",
            description = "Refused, and kept with its cause; 429 is not kept",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE)),
        @ApiResponse(
            responseCode = "503",
            description = "Not kept; come again after Retry-After",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
      })
  @Open
  @PostMapping("/webhooks/{kind}")
  ResponseEntity<Object> receive(@PathVariable String kind, HttpServletRequest request)
      throws IOException {
    return switch (bodies.read(
        request.getInputStream(), body -> intake.receive(raw(kind, request, body)))) {
      // Whatever the sender says it accepts: it is committed by now. As bytes it has a length and
      // goes out in one piece, not in chunks.
      case Answer.Taken taken ->
          ResponseEntity.status(HttpStatus.ACCEPTED)
              .contentType(MediaType.APPLICATION_JSON)
              .body(json.writeValueAsBytes(taken));
      case Answer.Refused refused ->
          ResponseEntity.status(refused.cause().status())
              .contentType(MediaType.APPLICATION_PROBLEM_JSON)
              .body(problem(refused));
    };
  }

  private static RawDelivery raw(String kind, HttpServletRequest request, BodyReader.Body body) {
    return new RawDelivery(
        kind,
        text(request.getQueryString()),
        text(request.getContentType()),
        body.bytes(),
        Math.max(body.bytes().remaining(), request.getContentLength()),
        body.end(),
        Optional.ofNullable(request.getHeader("X-Zoho-Webhook-Signature")),
        Optional.ofNullable(request.getHeader("X-Webhook-Key")),
        headers(request),
        text(request.getRemoteAddr()));
  }

  private static ProblemDetail problem(Answer.Refused refused) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.valueOf(refused.cause().status()), refused.detail());
    problem.setTitle("Delivery refused: " + refused.cause().code());
    problem.setProperty("cause", refused.cause().code());
    return problem;
  }

  private static String headers(HttpServletRequest request) {
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    for (String name : KEPT_HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        headers.put(
            name, value.length() <= LONGEST_HEADER ? value : value.substring(0, LONGEST_HEADER));
      }
    }
    return headers.toString();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
