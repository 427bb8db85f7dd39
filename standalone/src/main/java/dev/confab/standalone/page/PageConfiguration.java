package dev.confab.standalone.page;

import dev.confab.web.security.WebProperties;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The pages' headers, what the web client has to know, and the description of the REST API.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageProperties.class)
public class PageConfiguration {
  @Bean
  FilterRegistrationBean<ContentPolicy> contentPolicy(WebProperties web) {
    var registration =
        new FilterRegistrationBean<>(new ContentPolicy(isForeign(web) ? web.issuer() : ""));
    registration.addUrlPatterns("/", "/status", "*.html", "*.js", "*.css");
    return registration;
  }

  @Bean
  WebMvcConfigurer statusPage() {
    return new WebMvcConfigurer() {
      @Override
      public void addViewControllers(ViewControllerRegistry views) {
        views.addViewController("/status").setViewName("forward:/status.html");
      }
    };
  }

  @Bean
  ClientDocument clientDocument(WebProperties web, PageProperties page) {
    return new ClientDocument(
        isForeign(web)
            ? Map.of("issuer", web.issuer(), "clientId", page.clientId(), "scope", page.scope())
            : Map.of());
  }

  /// Whether somebody else issues the tokens.
  private static boolean isForeign(WebProperties web) {
    return web.jwkSetUri() != null;
  }

  @Bean
  ApiDocument apiDocument() throws IOException {
    return ApiDocument.load();
  }
}
