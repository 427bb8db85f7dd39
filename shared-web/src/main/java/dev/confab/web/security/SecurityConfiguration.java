package dev.confab.web.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.web.filter.CorsFilter;

/// Every path needs a token, but those that are open; no session, no login page.
///
/// A `JWKSource<SecurityContext>` bean replaces the issuer's published keys: that is how a process
/// that issues its own tokens brings them. All rules on tokens stay.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties(WebProperties.class)
public class SecurityConfiguration {
  /// Sockets authenticate themselves, so that a refusal is seen as a close code.
  private static final List<String> ALWAYS_OPEN =
      List.of(
          "/chat/socket", "/socket.io", "/socket.io/", "/actuator/health", "/actuator/health/**");

  /// What tells of everybody's sessions, or of the process.
  private static final String[] SERVICE_ONLY = {"/actuator/**", "/ops/**", "/analytics/**"};

  @Bean
  OriginRule originRule(WebProperties properties) {
    return new OriginRule(properties.allowedOrigins());
  }

  @Bean
  HostRule hostRule(WebProperties properties, OriginRule origins) {
    return new HostRule(properties.hosts(), origins);
  }

  @Bean
  TokenRule tokenRule(WebProperties properties) {
    return new TokenRule(properties, Clock.systemUTC());
  }

  @Bean
  JwtDecoder jwtDecoder(
      WebProperties properties,
      TokenRule tokenRule,
      ObjectProvider<JWKSource<SecurityContext>> keys) {
    Set<SignatureAlgorithm> algorithms =
        properties.algorithms().stream()
            .map(SecurityConfiguration::algorithm)
            .collect(Collectors.toUnmodifiableSet());
    JWKSource<SecurityContext> own = keys.getIfAvailable();
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(own == null ? published(properties.jwkSetUri()) : own)
            .jwsAlgorithms(believed -> {
              believed.clear();
              believed.addAll(algorithms);
            })
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(List.of(new TokenForm(), tokenRule)));
    return decoder;
  }

  @Bean
  TokenVerifier tokenVerifier(JwtDecoder jwtDecoder) {
    return new TokenVerifier(jwtDecoder);
  }

  /// To observe each of a dozen filters costs a request more than they do.
  @Bean
  SecurityObservationSettings securityObservationSettings() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  RequestRejectedHandler requestRejectedHandler() {
    return new SecurityProblems();
  }

  /// Whoever reaches a management port that is not the users' is one of those who run this.
  @Bean
  @Order(0)
  SecurityFilterChain managementPort(HttpSecurity http, Environment environment) throws Exception {
    boolean own = environment.containsProperty("management.server.port");
    return stateless(http.securityMatcher(request -> own && isManagement(request, environment)))
        .authorizeHttpRequests(paths -> paths.anyRequest().permitAll())
        .build();
  }

  private static boolean isManagement(HttpServletRequest request, Environment environment) {
    Integer management = environment.getProperty("local.management.port", Integer.class);
    Integer server = environment.getProperty("local.server.port", Integer.class);
    return management != null && !management.equals(server) && request.getLocalPort() == management;
  }

  @Bean
  @Order(1)
  SecurityFilterChain openPaths(
      HttpSecurity http, WebProperties properties, OriginRule origins, HostRule hosts)
      throws Exception {
    List<String> open = new ArrayList<>(ALWAYS_OPEN);
    open.addAll(properties.openPaths());
    return named(stateless(http.securityMatcher(open.toArray(String[]::new))), hosts)
        .addFilter(cors(origins))
        .authorizeHttpRequests(paths -> paths.anyRequest().permitAll())
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain securedPaths(
      HttpSecurity http,
      OriginRule origins,
      HostRule hosts,
      JwtDecoder jwtDecoder,
      TokenRule tokenRule)
      throws Exception {
    SecurityProblems problems = new SecurityProblems();
    return named(stateless(http), hosts)
        .addFilter(cors(origins))
        .authorizeHttpRequests(paths ->
            paths
                // These continue a request that was authorized when it came in.
                .dispatcherTypeMatchers(
                    DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers(SERVICE_ONLY)
                .access(SecurityConfiguration::serviceOnly)
                .anyRequest()
                .authenticated())
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .oauth2ResourceServer(server ->
            server
                .bearerTokenResolver(tokens(origins))
                .authenticationEntryPoint(problems)
                .jwt(jwt ->
                    jwt.decoder(new RememberedTokens(jwtDecoder, tokenRule))
                        .jwtAuthenticationConverter(CallerAuthentication::new))
                .withObjectPostProcessor(failing(problems)))
        .build();
  }

  private static AuthorizationResult serviceOnly(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext request) {
    return new AuthorizationDecision(
        who.get() instanceof CallerAuthentication known && known.caller().isService());
  }

  /// Without Spring's CSRF tokens: what they protect is a cookie that a foreign page makes the
  /// browser send, and here such a cookie does not count. See {@link OriginRule#cookieCounts}.
  private static HttpSecurity stateless(HttpSecurity http) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }

  private static CorsFilter cors(OriginRule origins) {
    CorsFilter filter = new CorsFilter(new ListedOrigins(origins));
    filter.setCorsProcessor(new Preflights());
    return filter;
  }

  /// Before all else that looks at the request.
  private static HttpSecurity named(HttpSecurity http, HostRule hosts) {
    return http.addFilterBefore(new KnownHost(hosts), DisableEncodeUrlFilter.class);
  }

  private static BearerTokenResolver tokens(OriginRule origins) {
    return request -> {
      PresentedToken token = PresentedToken.of(request);
      if (token == null || (token.cookie() && !origins.cookieCounts(request))) {
        return null;
      }
      if (token.value().isEmpty()) {
        throw new InvalidBearerTokenException("the header holds no token");
      }
      return token.value();
    };
  }

  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> failing(
      SecurityProblems problems) {
    return new ObjectPostProcessor<>() {
      @Override
      public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
        filter.setAuthenticationFailureHandler(problems);
        return filter;
      }
    };
  }

  private static SignatureAlgorithm algorithm(String name) {
    SignatureAlgorithm algorithm = SignatureAlgorithm.from(name);
    if (algorithm == null) {
      throw new IllegalArgumentException(
          "confab.web.algorithms: '%s' is not an asymmetric JWS algorithm".formatted(name));
    }
    return algorithm;
  }

  private static JWKSource<SecurityContext> published(@Nullable URI jwkSetUri) {
    if (jwkSetUri == null) {
      throw new IllegalArgumentException(
          "confab.web.jwk-set-uri is not set: nothing says which keys sign the tokens");
    }
    return PublishedKeys.at(jwkSetUri, PublishedKeys.LIFETIME);
  }
}
