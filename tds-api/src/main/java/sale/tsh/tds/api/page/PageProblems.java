package sale.tsh.tds.api.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import sale.tsh.tds.api.http.Mistyped;
import sale.tsh.tds.api.http.Unstorable;
import sale.tsh.tds.settings.SettingException;

/** What went wrong, as a page that says what to do. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackageClasses = PageProblems.class)
class PageProblems {

  private static final Logger log = LoggerFactory.getLogger(PageProblems.class);

  private static final String RETRY_AFTER_SECONDS = "5";

  private final Frame frame;

  PageProblems(Frame frame) {
    this.frame = frame;
  }

  @ExceptionHandler
  ModelAndView refused(
      ResponseStatusException e, HttpServletRequest request, HttpServletResponse response) {
    return page(e.getStatusCode(), String.valueOf(e.getReason()), request, response);
  }

  /** Names the parameter and says what it must be. */
  @ExceptionHandler
  ModelAndView mistyped(
      TypeMismatchException e, HttpServletRequest request, HttpServletResponse response) {
    Mistyped parameter = Mistyped.of(e);
    return page(
        HttpStatus.BAD_REQUEST,
        "%s must be %s.".formatted(parameter.name(), parameter.expected()),
        request,
        response);
  }

  @ExceptionHandler
  ModelAndView misread(
      SettingException e, HttpServletRequest request, HttpServletResponse response) {
    return page(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()), request, response);
  }

  @ExceptionHandler
  ModelAndView tookTooLong(
      QueryTimeoutException e, HttpServletRequest request, HttpServletResponse response) {
    log.warn("{} was stopped at its time limit: {}", request.getRequestURI(), e.getMessage());
    return page(
        HttpStatus.SERVICE_UNAVAILABLE,
        "The answer took longer than DASHBOARD_TIME_LIMIT allows and was stopped, so that the queue does not suffer. Narrow the filter, or try again.",
        request,
        response);
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ModelAndView databaseAway(
      RuntimeException e, HttpServletRequest request, HttpServletResponse response) {
    if (e instanceof DataAccessException data && Unstorable.isCauseOf(data)) {
      return page(HttpStatus.BAD_REQUEST, Unstorable.MESSAGE, request, response);
    }
    log.error("The database did not answer for {}: {}", request.getRequestURI(), e.toString());
    return page(
        HttpStatus.SERVICE_UNAVAILABLE,
        "The database does not answer. This page tries again by itself.",
        request,
        response);
  }

  /** An answer that failed has no model: what is around a page is put in here. */
  private ModelAndView page(
      HttpStatusCode status,
      String message,
      HttpServletRequest request,
      HttpServletResponse response) {
    ModelAndView page = new ModelAndView("problem");
    page.setStatus(status);
    page.addObject("status", status.value());
    page.addObject("message", message);
    if (status.is5xxServerError()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    page.addObject("base", frame.base(request));
    page.addObject("here", frame.here(request));
    page.addObject("user", frame.user());
    page.addObject("operator", frame.operator());
    return page;
  }
}
