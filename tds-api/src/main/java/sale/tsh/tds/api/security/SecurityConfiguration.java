package sale.tsh.tds.api.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import sale.tsh.tds.api.listener.AccessLog;
import sale.tsh.tds.digest.Digests;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Settings;

/**
 * Decides which calls are allowed. Callers authenticate with HTTP Basic or a token at every call,
 * and there is no session. Every path that is not open is closed. Each endpoint declares who may
 * act, see {@link DashboardAccess}.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
public class SecurityConfiguration {

  /**
   * Paths that answer every caller and reveal nothing. Webhooks bypass these filters, because
   * intake checks their sender.
   */
  static final RequestMatcher OPEN = paths("/", "/health", "/ping", "/ready");

  /** Paths that require credentials. */
  private static final RequestMatcher DASHBOARD =
      paths(
          "/dashboard/**", "/docs/**", "/swagger-ui/**", "/openapi.json/**", "/openapi.json.yaml");

  /**
   * The content security policy of every answer, except for the dashboard's and Swagger's pages.
   */
  public static final String NOTHING_FOREIGN = "default-src 'none'; frame-ancestors 'none'";

  /**
   * The style in the logo that Swagger's script draws. Its page has no other style without a file.
   */
  private static final String LOGO_STYLE =
      ".logo_small_svg__cls-2{fill:#fff}.logo_small_svg__cls-3{fill:#85ea2d}";

  /** Allows the scripts and styles of Swagger's page, and the logo's style by its hash. */
  private static final String DOCS_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-%s'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
          .formatted(Base64.getEncoder().encodeToString(Digests.sha256(LOGO_STYLE)));

  @Bean
  DashboardCredentials dashboardCredentials(Settings settings, Deployment deployment) {
    return DashboardCredentials.from(settings, deployment);
  }

  /** At this rate a password of twelve characters is not guessed. */
  @Bean
  FailureLimit failedLogins() {
    return new FailureLimit(10, Duration.ofSeconds(10), System::nanoTime);
  }

  /** About fifty unknown passwords are checked while one call waits. */
  @Bean
  AuthenticationProvider logins(DashboardCredentials credentials, FailureLimit failedLogins) {
    return new DashboardLogins(credentials, failedLogins, Duration.ofSeconds(5));
  }

  /** The firewall lets every header pass, because the code that reads a header checks it. */
  @Bean
  StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderValues(value -> true);
    return firewall;
  }

  /** A timer around each filter of each chain would cost a call more than the filters do. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Only sets headers. Credentials are ignored here, so that wrong ones do no harm. */
  @Bean
  @Order(1)
  SecurityFilterChain open(HttpSecurity http) throws Exception {
    return tokenless(http.securityMatcher(OPEN))
        .sessionManagement(AbstractHttpConfigurer::disable)
        .securityContext(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .exceptionHandling(AbstractHttpConfigurer::disable)
        .build();
  }

  /** The management port, whose settings decide who may look. */
  @Bean
  @Order(2)
  SecurityFilterChain management(HttpSecurity http, ManagementSettings settings) throws Exception {
    return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()))
        .authorizeHttpRequests(calls ->
            calls
                .anyRequest()
                .access((who, call) -> new AuthorizationDecision(admits(settings, call))))
        .exceptionHandling(refusals ->
            refusals.authenticationEntryPoint((request, response, unknown) -> {
              ManagementSettings.AccessRefusal refusal = settings.refusal();
              response.setStatus(refusal.status());
              refusal.headers().forEach(response::setHeader);
              response.getWriter().write(refusal.text());
            }))
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain dashboard(
      HttpSecurity http,
      DashboardCredentials credentials,
      FailureLimit failedLogins,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems)
      throws Exception {
    OriginGuard guard = new OriginGuard(credentials.isOpen(), "DASHBOARD_USER", problems);
    stateless(http.securityMatcher(DASHBOARD))
        .addFilterAfter(guard, HeaderWriterFilter.class)
        .addFilterBefore(AccessLog::noteUser, AuthorizationFilter.class)
        .authorizeHttpRequests(calls -> calls.anyRequest().hasRole("VIEWER"));
    if (credentials.isOpen()) {
      http.anonymous(
          anybody -> anybody.principal("local").authorities(DashboardRole.OPERATOR.authorities()));
    } else {
      AuthenticationEntryPoint refusal =
          (request, response, unknown) ->
              problems.resolveException(request, response, null, unknown);
      DashboardTokens tokens = new DashboardTokens(credentials.tokens(), failedLogins);
      http.addFilterBefore(new LoginGuard(failedLogins, problems), BasicAuthenticationFilter.class)
          .addFilterBefore(tokens.filter(refusal), BasicAuthenticationFilter.class)
          .httpBasic(basic -> basic.authenticationEntryPoint(refusal));
    }
    return http.build();
  }

  /** Every other path does not exist. Tomcat's own refusals are answered by an error dispatch. */
  @Bean
  @Order(4)
  SecurityFilterChain rest(
      HttpSecurity http, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems)
      throws Exception {
    return stateless(http)
        .authorizeHttpRequests(calls ->
            calls.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll().anyRequest().denyAll())
        .exceptionHandling(refusals ->
            refusals
                .authenticationEntryPoint(
                    (request, response, unknown) -> nothing(problems, request, response))
                .accessDeniedHandler(
                    (request, response, denied) -> nothing(problems, request, response)))
        .build();
  }

  private static void nothing(
      HandlerExceptionResolver problems, HttpServletRequest request, HttpServletResponse response) {
    problems.resolveException(
        request,
        response,
        null,
        new NoResourceFoundException(
            HttpMethod.valueOf(request.getMethod()),
            request.getRequestURI(),
            request.getServletPath()));
  }

  private static RequestMatcher paths(String... patterns) {
    return new OrRequestMatcher(
        Stream.of(patterns).<RequestMatcher>map(PathPatternRequestMatcher::pathPattern).toList());
  }

  private static boolean admits(ManagementSettings settings, RequestAuthorizationContext call) {
    HttpServletRequest request = call.getRequest();
    return settings.admits(
        request.getRemoteAddr(),
        request.getHeader(HttpHeaders.HOST),
        request.getServletPath(),
        request.getHeader(HttpHeaders.AUTHORIZATION));
  }

  private static HttpSecurity stateless(HttpSecurity http) throws Exception {
    return tokenless(http)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  private static HttpSecurity tokenless(HttpSecurity http) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable) // OriginGuard replaces CSRF tokens.
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(headers -> headers.addHeaderWriter(SecurityConfiguration::contentPolicy));
  }

  private static void contentPolicy(HttpServletRequest request, HttpServletResponse response) {
    if (!response.containsHeader("Content-Security-Policy")) {
      boolean docs = request.getServletPath().startsWith("/swagger-ui/");
      response.setHeader("Content-Security-Policy", docs ? DOCS_POLICY : NOTHING_FOREIGN);
    }
  }
}
