package sale.tsh.tds.api.http;

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
import sale.tsh.tds.digest.Digests;
import sale.tsh.tds.metrics.ManagementSettings;
import sale.tsh.tds.settings.Deployment;
import sale.tsh.tds.settings.Environment;

/**
 * Who may come in: HTTP Basic or a token, checked at every call, no session. What is not open is
 * closed; who may act is declared at each endpoint, see {@link Access}.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityConfiguration {

  /**
   * What answers everybody: it reveals nothing. Webhooks, which prove their sender, come past all
   * this.
   */
  static final RequestMatcher OPEN = paths("/", "/health", "/ping", "/ready");

  /** What asks who calls. */
  private static final RequestMatcher DASHBOARD =
      paths(
          "/dashboard/**", "/docs/**", "/swagger-ui/**", "/openapi.json/**", "/openapi.json.yaml");

  static final String NOTHING_FOREIGN = "default-src 'none'; frame-ancestors 'none'";

  /** In the logo that Swagger's script draws: the only style of its page that is in no file. */
  private static final String LOGO_STYLE =
      ".logo_small_svg__cls-2{fill:#fff}.logo_small_svg__cls-3{fill:#85ea2d}";

  /** Swagger's page brings its own scripts and styles; the logo's is known by its hash. */
  private static final String DOCS_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-%s'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
          .formatted(Base64.getEncoder().encodeToString(Digests.sha256(LOGO_STYLE)));

  @Bean
  DashboardCredentials dashboardCredentials(Environment environment, Deployment deployment) {
    return DashboardCredentials.from(environment, deployment);
  }

  /** At this rate a password of twelve characters is not guessed. */
  @Bean
  FailureLimit failedLogins() {
    return new FailureLimit(10, Duration.ofSeconds(10), System::nanoTime);
  }

  @Bean
  AuthenticationProvider logins(DashboardCredentials credentials, FailureLimit failedLogins) {
    return new DashboardLogins(credentials, failedLogins);
  }

  /** An odd header is judged by who reads it, not by the firewall. */
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

  /** Asks nobody who they are, so that foreign credentials do no harm: only sets headers. */
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

  /** The management port, whose settings say who may look. */
  @Bean
  @Order(2)
  SecurityFilterChain management(HttpSecurity http, ManagementSettings settings) throws Exception {
    return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()))
        .authorizeHttpRequests(
            calls ->
                calls
                    .anyRequest()
                    .access((who, call) -> new AuthorizationDecision(admits(settings, call))))
        .exceptionHandling(
            refusals ->
                refusals.authenticationEntryPoint(
                    (request, response, unknown) -> {
                      response.setHeader(
                          HttpHeaders.WWW_AUTHENTICATE, ManagementSettings.CHALLENGE);
                      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
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
          anybody -> anybody.principal("local").authorities(Access.Role.OPERATOR.authorities()));
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

  /** There is nothing else, whoever asks; a refusal of Tomcat's own is told by an error page. */
  @Bean
  @Order(4)
  SecurityFilterChain rest(
      HttpSecurity http, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems)
      throws Exception {
    return stateless(http)
        .authorizeHttpRequests(
            calls ->
                calls
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .exceptionHandling(
            refusals ->
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
        request.getServletPath(),
        request.getHeader(HttpHeaders.AUTHORIZATION));
  }

  private static HttpSecurity stateless(HttpSecurity http) throws Exception {
    return tokenless(http)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  private static HttpSecurity tokenless(HttpSecurity http) throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable) // The guard does its work without tokens.
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
