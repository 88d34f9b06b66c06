package sale.tsh.tds.api.webhook;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/** Documents the body and the answers of an endpoint that takes deliveries. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
    description = "The record as Zoho sends it, in any shape it knows",
    content =
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = Object.class)))
@ApiResponse(
    responseCode = "202",
    description = "Kept: a new event, a duplicate, or a test call",
    content =
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = WebhookAnswer.Accepted.class)))
@ApiResponse(
    responseCode = "4XX",
    description = "Refused, and kept with its cause; 429 is not kept",
    content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
    responseCode = "503",
    description = "Not kept; try again after Retry-After",
    content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@interface DocumentedDelivery {}
