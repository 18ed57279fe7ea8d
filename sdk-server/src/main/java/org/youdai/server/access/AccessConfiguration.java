package org.youdai.server.access;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.CrossOriginEmbedderPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.youdai.gate.Device;
import org.youdai.server.ServerProperties;
import org.youdai.server.ledger.Database;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.Problems;
import org.youdai.server.venue.Venues;
import tools.jackson.databind.json.JsonMapper;

/** Who may ask for what, by path. What is not named is the operator's alone. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
@Import(Errors.class)
public class AccessConfiguration {
  private static final String CONTENT =
      "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none';"
          + " base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
  private static final String FEATURES =
      "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(),"
          + " midi=(), display-capture=(), browsing-topics=()";

  @Bean(initMethod = "start", destroyMethod = "close")
  Keys keys(Database database, ServerProperties settings, JsonMapper json, Device device) {
    return new Keys(
        new KeyTable(database),
        new KeyFile(settings.data().resolve("keys.json"), json),
        device.clock(),
        device.random(),
        System.out);
  }

  @Bean
  KeysController keysController(Keys keys, Venues venues, Device device) {
    Clock clock = device.clock();
    return new KeysController(keys, venues, clock);
  }

  /** Nobody logs in with a name and a password; without this, Boot would invent both. */
  @Bean
  AuthenticationManager passwords() {
    return login -> {
      throw new BadCredentialsException("there are keys only");
    };
  }

  @Bean
  static RoleHierarchy roles() {
    return RoleHierarchyImpl.fromHierarchy("ROLE_OPERATOR > ROLE_STAFF\nROLE_STAFF > ROLE_GATE");
  }

  @Bean
  Rates rates(AccessProperties settings, MeterRegistry meters) {
    return new Rates(settings, meters);
  }

  /**
   * Nothing older than TLS 1.2, whatever the Java runtime would take; and no waiting for bodies.
   */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> tomcat() {
    return factory -> {
      factory.addEngineValves(new Leftovers());
      factory.addConnectorCustomizers(
          connector ->
              Arrays.stream(connector.findSslHostConfigs())
                  .forEach(tls -> tls.setProtocols("TLSv1.2+TLSv1.3")));
    };
  }

  /** A path with tricks in it is a bad request, whatever it would come to. */
  @Bean
  RequestRejectedHandler tricks(Problems problems) {
    return (request, response, trick) -> problems.write(response, Problem.BAD_REQUEST, request);
  }

  @Bean
  SecurityFilterChain access(
      HttpSecurity http, Keys keys, Rates rates, Problems problems, Device device) {
    LimitFilter limits = new LimitFilter(rates, problems, device.nanos());
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable) // KeyFilter asks for the same origin
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(AccessConfiguration::headers)
        .addFilterBefore(new KeyFilter(keys, problems), AnonymousAuthenticationFilter.class)
        .addFilterBefore(limits, AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(
            paths ->
                paths
                    // The rest of a request that was let in, or the words for one that failed.
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers("/", "/page/**", "/lists/**", "/livez", "/readyz")
                    .permitAll()
                    .requestMatchers("/v1/openapi.json", "/v1/openapi.json/**")
                    .permitAll()
                    .requestMatchers("/v1/decisions/*/annul")
                    .hasRole(Role.GATE.name())
                    .requestMatchers("/v1/decisions/**", "/v1/reports/**")
                    .hasRole(Role.STAFF.name())
                    .requestMatchers("/v1/keys/**", "/v1/audit/**", "/v1/lists", "/actuator/**")
                    .hasRole(Role.OPERATOR.name())
                    .requestMatchers("/v1/**")
                    .hasRole(Role.GATE.name())
                    .anyRequest()
                    .hasRole(Role.OPERATOR.name()))
        .exceptionHandling(
            failing ->
                failing
                    .authenticationEntryPoint(
                        (request, response, failed) -> limits.refuseUnknown(request, response))
                    .accessDeniedHandler(
                        (request, response, denied) ->
                            problems.write(response, Problem.NOT_ALLOWED, request)))
        .build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
        .permissionsPolicyHeader(policy -> policy.policy(FEATURES))
        .referrerPolicy(
            policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.NO_REFERRER))
        .crossOriginOpenerPolicy(
            policy ->
                policy.policy(
                    CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginEmbedderPolicy(
            policy ->
                policy.policy(
                    CrossOriginEmbedderPolicyHeaderWriter.CrossOriginEmbedderPolicy.REQUIRE_CORP))
        .crossOriginResourcePolicy(
            policy ->
                policy.policy(
                    CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy.SAME_ORIGIN));
  }
}
