package sale.tsh.tds.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
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
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.refusal.Excerpt;
import tools.jackson.core.JacksonException;

/** Answers every error with {@code application/problem+json} (RFC 9457) that says what to do. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final int SHOWN_OF_A_VALUE = 60;

  /** Without a commit there is no 2xx, and the sender is asked to retry. */
  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  public ResponseEntity<ProblemDetail> databaseAway(RuntimeException e) {
    log.error("The database did not take a request: {}", e.toString());
    return unavailable("The database did not answer. Nothing was changed; please try again.");
  }

  /** A value that PostgreSQL cannot hold, such as a NUL (SQLSTATE class 22), is a bad request. */
  @ExceptionHandler
  public ResponseEntity<ProblemDetail> cannotBeStored(
      DataIntegrityViolationException e, HttpServletRequest request) {
    if (!UnstorableValue.isCauseOf(e) || request.getRequestURI().contains("/webhooks/")) {
      return databaseAway(e);
    }
    return ResponseEntity.badRequest()
        .body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, UnstorableValue.MESSAGE));
  }

  /** The statement took too long and was stopped, so that others do not suffer. */
  @ExceptionHandler
  public ResponseEntity<ProblemDetail> tookTooLong(
      QueryTimeoutException e, HttpServletRequest request) {
    log.warn(
        "{} {} was stopped at its time limit: {}",
        request.getMethod(),
        request.getRequestURI(),
        NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    return unavailable(
        "The answer took longer than DASHBOARD_TIME_LIMIT allows and was stopped. Nothing was changed; ask for less, or try again.");
  }

  /** Logs nothing, because each call has its line in the access log. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> overloaded(OverloadedException e) {
    return unavailable(e.getMessage() + ". Nothing was changed; please try again.");
  }

  /** The credentials are missing or wrong. */
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

  /** The address is blocked for a while. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> failedTooOften(TooManyFailuresException e) {
    return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()))
        .body(problem(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage())));
  }

  /** The caller may not do this. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> denied(AccessDeniedException e) {
    String detail =
        e instanceof AuthorizationDeniedException
            ? "This needs an operator's credentials; a viewer may only look."
            : String.valueOf(e.getMessage());
    return ResponseEntity.status(HttpStatus.FORBIDDEN).body(problem(HttpStatus.FORBIDDEN, detail));
  }

  /** A fault of this program. The log has the whole error, and the caller gets an id to find it. */
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

  /** A query or a form that cannot be read is the caller's mistake. */
  @ExceptionHandler
  public ResponseEntity<ProblemDetail> unreadable(
      InvalidParameterException e, HttpServletRequest request) {
    MalformedRequest malformed = MalformedRequest.of(e, request);
    ProblemDetail problem = problem(malformed.status(), malformed.detail());
    malformed.parameter().ifPresent(name -> problem.setProperty("parameter", name));
    return ResponseEntity.status(malformed.status()).body(problem);
  }

  /**
   * A value that the firewall rejects only when it is read, such as a control character in a
   * parameter's name.
   */
  @ExceptionHandler
  public ResponseEntity<ProblemDetail> rejected(RequestRejectedException e) {
    return ResponseEntity.badRequest()
        .body(problem(HttpStatus.BAD_REQUEST, MalformedRequest.REJECTED));
  }

  /** Names the parameter, the beginning of its value, and what the value must be. */
  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    ParameterError parameter = ParameterError.of(e);
    String shown = Excerpt.of(String.valueOf(e.getValue()), SHOWN_OF_A_VALUE);
    ProblemDetail problem =
        problem(
            HttpStatus.BAD_REQUEST,
            "%s is \"%s\" but must be %s".formatted(parameter.name(), shown, parameter.expected()));
    problem.setProperty("parameter", parameter.name());
    return handleExceptionInternal(e, problem, headers, status, request);
  }

  /** Says what is wrong with the body, in Jackson's words without its source snippets. */
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
