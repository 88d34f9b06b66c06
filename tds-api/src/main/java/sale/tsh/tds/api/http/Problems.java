package sale.tsh.tds.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import sale.tsh.tds.metrics.ManagementSettings;
import tools.jackson.core.JacksonException;

/** Every error is an {@code application/problem+json} (RFC 9457) that says what to do. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final int SHOWN_OF_A_VALUE = 60;

  /** No commit, no 2xx: the sender is asked to come again. */
  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> databaseAway(RuntimeException e) {
    log.error("The database did not take a request: {}", e.toString());
    return unavailable("The database did not answer. Nothing was changed; please try again.");
  }

  /** What PostgreSQL cannot hold, such as a NUL (SQLSTATE class 22), is the caller's mistake. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> cannotBeStored(
      DataIntegrityViolationException e, HttpServletRequest request) {
    if (!Unstorable.isCauseOf(e) || request.getRequestURI().contains("/webhooks/")) {
      return databaseAway(e);
    }
    return ResponseEntity.badRequest()
        .body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, Unstorable.MESSAGE));
  }

  /** A statement that would have taken too long was stopped, so that it harms nobody else. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> tookTooLong(QueryTimeoutException e, HttpServletRequest request) {
    log.warn(
        "{} {} was stopped at its time limit: {}",
        request.getMethod(),
        request.getRequestURI(),
        NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    return unavailable(
        "The answer took longer than DASHBOARD_TIME_LIMIT allows and was stopped. Nothing was changed; ask for less, or try again.");
  }

  /** Each call has its line in the log; a storm needs no second one. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> overloaded(OverloadedException e) {
    return unavailable(e.getMessage() + ". Nothing was changed; please try again.");
  }

  /** Who are you? */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unknown(AuthenticationException e, HttpServletRequest request) {
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      log.warn(
          "Refused credentials from {} for {}", request.getRemoteAddr(), request.getRequestURI());
    }
    return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
        .header(HttpHeaders.WWW_AUTHENTICATE, ManagementSettings.CHALLENGE, "Bearer")
        .body(
            problem(
                HttpStatus.UNAUTHORIZED,
                "This needs the dashboard's credentials: the name and password of a user, or a token."));
  }

  /** Not listened to any more for a while. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> failedTooOften(TooManyFailuresException e) {
    return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()))
        .body(problem(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage())));
  }

  /** You may not. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> denied(AccessDeniedException e) {
    String detail =
        e instanceof AuthorizationDeniedException
            ? "This needs an operator's credentials; a viewer may only look."
            : String.valueOf(e.getMessage());
    return ResponseEntity.status(HttpStatus.FORBIDDEN).body(problem(HttpStatus.FORBIDDEN, detail));
  }

  /** A fault of ours: the log has it whole, the caller an id to find it by. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unforeseen(RuntimeException e, HttpServletRequest request) {
    UUID fault = UUID.randomUUID();
    log.error("Fault {}: {} {} failed", fault, request.getMethod(), request.getRequestURI(), e);
    return ResponseEntity.internalServerError()
        .body(
            problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something failed here. The log says what: look for %s.".formatted(fault)));
  }

  /** Names the parameter, shows its value cut short, and says what it must be. */
  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    Mistyped parameter = Mistyped.of(e);
    String value = String.valueOf(e.getValue());
    String shown =
        value.length() > SHOWN_OF_A_VALUE ? value.substring(0, SHOWN_OF_A_VALUE) + "…" : value;
    ProblemDetail problem =
        problem(
            HttpStatus.BAD_REQUEST,
            "%s is \"%s\" but must be %s".formatted(parameter.name(), shown, parameter.expected()));
    problem.setProperty("parameter", parameter.name());
    return handleExceptionInternal(e, problem, headers, status, request);
  }

  /** Says where the body goes wrong, in Jackson's words without its source snippets. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String detail =
        e.getCause() instanceof JacksonException json
            ? "The body cannot be read: " + json.getOriginalMessage()
            : "The body must be a JSON object.";
    return handleExceptionInternal(
        e, problem(HttpStatus.BAD_REQUEST, detail), headers, status, request);
  }

  private static ResponseEntity<ProblemDetail> unavailable(String detail) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(problem(HttpStatus.SERVICE_UNAVAILABLE, detail));
  }

  private static ProblemDetail problem(HttpStatus status, String detail) {
    return ProblemDetail.forStatusAndDetail(status, detail);
  }
}
