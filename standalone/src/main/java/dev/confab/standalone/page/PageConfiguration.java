package dev.confab.standalone.page;

import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The pages' headers and the description of the REST API.
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {
  @Bean
  FilterRegistrationBean<ContentPolicy> contentPolicy() {
    var registration = new FilterRegistrationBean<>(new ContentPolicy());
    registration.addUrlPatterns("/", "*.html", "*.js", "*.css");
    return registration;
  }

  @Bean
  ApiDocument apiDocument() throws IOException {
    return ApiDocument.load();
  }
}
