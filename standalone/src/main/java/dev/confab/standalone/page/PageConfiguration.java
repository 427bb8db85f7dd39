package dev.confab.standalone.page;

import dev.confab.web.security.WebProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

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
  WebMvcConfigurer pages() {
    return new WebMvcConfigurer() {
      // The build names these by their content, and each has a compressed twin beside it.
      @Override
      public void addResourceHandlers(ResourceHandlerRegistry resources) {
        resources
            .addResourceHandler(
                "/{name:[a-z]+-[A-Za-z0-9_-]{8}\\.js}", "/{name:[a-z]+-[A-Za-z0-9_-]{8}\\.css}")
            .addResourceLocations("classpath:/static/")
            .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
            .resourceChain(true)
            .addResolver(new EncodedResourceResolver())
            .addResolver(new PathResourceResolver());
      }

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
