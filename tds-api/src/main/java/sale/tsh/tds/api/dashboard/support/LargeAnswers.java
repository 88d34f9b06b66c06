package sale.tsh.tds.api.dashboard.support;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import sale.tsh.tds.api.http.OverloadedException;

/**
 * Limits how many answers with whole bodies are in progress at once. Each may take some ten times
 * the memory of the largest body, and looking at the dashboard must not stop intake.
 */
@Configuration(proxyBeanMethods = false)
class LargeAnswers implements WebMvcConfigurer, HandlerInterceptor {

  private static final int AT_ONCE = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final String HELD = LargeAnswers.class.getName();

  private final Semaphore free = new Semaphore(AT_ONCE, true);

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(this)
        .addPathPatterns(
            "/dashboard/dead-letter",
            "/dashboard/dead-letter/*/payload",
            "/dashboard/events/*",
            "/dashboard/records/*/*",
            "/dashboard/view/events/*",
            "/dashboard/view/events/*/body",
            "/dashboard/view/records/*");
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse answer, Object handler)
      throws InterruptedException {
    if (!free.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new OverloadedException(
          "%d answers with whole records are already in progress".formatted(AT_ONCE));
    }
    request.setAttribute(HELD, true);
    return true;
  }

  /** Runs once the answer is sent or has failed. */
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse answer,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(HELD) != null) {
      request.removeAttribute(HELD);
      free.release();
    }
  }
}
