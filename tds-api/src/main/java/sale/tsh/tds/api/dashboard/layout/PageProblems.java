package sale.tsh.tds.api.dashboard.layout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import sale.tsh.tds.api.http.ParameterError;
import sale.tsh.tds.api.http.Problems;
import sale.tsh.tds.settings.SettingException;

/** Answers an error with a page that says what went wrong and what to do. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(annotations = DashboardPage.class)
class PageProblems {

  private final PageModel pageModel;
  private final Problems problems;

  PageProblems(PageModel pageModel, Problems problems) {
    this.pageModel = pageModel;
    this.problems = problems;
  }

  @ExceptionHandler
  ModelAndView refused(ResponseStatusException e, HttpServletRequest request) {
    return page(e.getStatusCode(), String.valueOf(e.getReason()), request);
  }

  /** Names the parameter and what it must be. */
  @ExceptionHandler
  ModelAndView mistyped(TypeMismatchException e, HttpServletRequest request) {
    ParameterError parameter = ParameterError.of(e);
    return page(
        HttpStatus.BAD_REQUEST,
        "%s must be %s.".formatted(parameter.name(), parameter.expected()),
        request);
  }

  @ExceptionHandler
  ModelAndView misread(SettingException e, HttpServletRequest request) {
    return page(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()), request);
  }

  /** A query string that cannot be decoded, such as {@code ?error=100%}. */
  @ExceptionHandler
  ModelAndView unreadable(
      InvalidParameterException e, HttpServletRequest request, HttpServletResponse response) {
    return page(problems.unreadable(e, request), request, response);
  }

  @ExceptionHandler
  ModelAndView rejected(
      RequestRejectedException e, HttpServletRequest request, HttpServletResponse response) {
    return page(problems.rejected(e), request, response);
  }

  @ExceptionHandler
  ModelAndView tookTooLong(
      QueryTimeoutException e, HttpServletRequest request, HttpServletResponse response) {
    return page(problems.tookTooLong(e, request), request, response);
  }

  @ExceptionHandler
  ModelAndView cannotBeStored(
      DataIntegrityViolationException e, HttpServletRequest request, HttpServletResponse response) {
    return page(problems.cannotBeStored(e, request), request, response);
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ModelAndView databaseAway(
      RuntimeException e, HttpServletRequest request, HttpServletResponse response) {
    return page(problems.databaseAway(e), request, response);
  }

  /** Shows the problem that an endpoint would answer. */
  private ModelAndView page(
      ResponseEntity<ProblemDetail> problem,
      HttpServletRequest request,
      HttpServletResponse response) {
    String detail = Objects.requireNonNull(problem.getBody()).getDetail();
    problem.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    return page(problem.getStatusCode(), String.valueOf(detail), request);
  }

  /** After an error the model is empty, so this method adds what every page needs. */
  private ModelAndView page(HttpStatusCode status, String message, HttpServletRequest request) {
    ModelAndView page = new ModelAndView("layout/problem");
    page.setStatus(status);
    page.addObject("status", status.value());
    page.addObject("message", message);
    page.addObject("base", pageModel.base(request));
    page.addObject("here", pageModel.here(request));
    page.addObject("user", pageModel.user());
    page.addObject("operator", pageModel.operator());
    page.addObject("theme", pageModel.theme(request));
    page.addObject("language", pageModel.language(request));
    page.addObject("format", pageModel.format(RequestContextUtils.getLocale(request)));
    return page;
  }
}
