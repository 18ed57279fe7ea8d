package org.youdai.server.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.Problems;

/** Who may ask for what, by path. What is not named is the operator's alone. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {
  @Bean
  Keys keys() {
    return new Keys();
  }

  @Bean
  static RoleHierarchy roles() {
    return RoleHierarchyImpl.fromHierarchy("ROLE_OPERATOR > ROLE_STAFF\nROLE_STAFF > ROLE_GATE");
  }

  @Bean
  SecurityFilterChain access(HttpSecurity http, Keys keys, Problems problems) {
    return http.sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .addFilterBefore(new KeyFilter(keys), AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(
            paths ->
                paths
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
                        (request, response, failed) ->
                            problems.write(response, Problem.NO_KEY, request))
                    .accessDeniedHandler(
                        (request, response, denied) ->
                            problems.write(response, Problem.NOT_ALLOWED, request)))
        .build();
  }
}
