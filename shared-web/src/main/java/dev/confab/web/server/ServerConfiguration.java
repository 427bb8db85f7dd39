package dev.confab.web.server;

import dev.confab.web.limit.Memory;
import dev.confab.web.problem.EmptyRefusals;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.FormContentFilter;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The beans of how requests are taken. Bodies are JSON: nothing here reads forms.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HttpLimits.class, ServerProperties.class})
public class ServerConfiguration {
  @Bean
  JettyLimits jettyLimits(
      HttpLimits limits, ServerProperties server, Memory memory, MeterRegistry registry) {
    return new JettyLimits(limits, isDirect(server), memory.of(Memory.Kind.ANSWERS), registry);
  }

  /// Whether clients come themselves, not through a proxy.
  private static boolean isDirect(ServerProperties server) {
    ForwardHeadersStrategy strategy = server.getForwardHeadersStrategy();
    return strategy == null || strategy == ForwardHeadersStrategy.NONE;
  }

  @Bean
  NoSessions noSessions() {
    return new NoSessions();
  }

  @Bean
  JettyConnector.Customizer jettyConnectors(
      HttpLimits limits, ServerProperties server, MeterRegistry registry) {
    return new JettyConnector.Customizer(limits, isDirect(server), registry);
  }

  @Bean
  FilterRegistrationBean<EmptyRefusals> emptyRefusals() {
    var registration = new FilterRegistrationBean<>(new EmptyRefusals());
    registration.setDispatcherTypes(
        DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.FORWARD);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FilterRegistrationBean<SoundRequest> soundRequest() {
    var registration = new FilterRegistrationBean<>(new SoundRequest());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FilterRegistrationBean<SoundBody> soundBody() {
    var registration = new FilterRegistrationBean<>(new SoundBody());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FilterRegistrationBean<WhileItLasts.End> endOfRequests() {
    var registration = new FilterRegistrationBean<>(new WhileItLasts.End());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  WebMvcConfigurer requestsInProgress(HttpLimits limits, MeterRegistry registry) {
    var inProgress = new RequestsInProgress(limits.requestsPerUser(), registry);
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
            .addInterceptor(inProgress)
            .addPathPatterns("/chat/**", "/analytics/**", "/ops/**")
            .order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  @Bean
  WebMvcConfigurer acceptedTypes() {
    return new WebMvcConfigurer() {
      @Override
      public void configureContentNegotiation(ContentNegotiationConfigurer types) {
        types.strategies(List.of(new AcceptedTypes()));
      }
    };
  }

  /// In place of Spring's, which would put files of anybody's on the disk.
  @Bean
  MultipartResolver multipartResolver() {
    return new MultipartResolver() {
      @Override
      public boolean isMultipart(HttpServletRequest request) {
        return false;
      }

      @Override
      public MultipartHttpServletRequest resolveMultipart(HttpServletRequest request) {
        throw new IllegalStateException("nothing is multipart");
      }

      @Override
      public void cleanupMultipart(MultipartHttpServletRequest request) {
        // There is none.
      }
    };
  }

  /// In place of Spring's, which would read a form of any size before it is known whose it is.
  @Bean
  FormContentFilter formContentFilter() {
    return new FormContentFilter() {
      @Override
      protected boolean shouldNotFilter(HttpServletRequest request) {
        return true;
      }
    };
  }
}
