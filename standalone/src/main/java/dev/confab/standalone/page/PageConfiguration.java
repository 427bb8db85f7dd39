package dev.confab.standalone.page;

import dev.confab.schema.command.Caller;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The page's headers and the description of the REST API.
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {
  private static final String BEARER = "bearer";

  @Bean
  FilterRegistrationBean<ContentPolicy> contentPolicy() {
    var registration = new FilterRegistrationBean<>(new ContentPolicy());
    registration.addUrlPatterns("/", "/index.html", "/app.js", "/style.css");
    return registration;
  }

  @Bean
  OpenAPI openApi() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    return new OpenAPI()
        .info(
            new Info()
                .title("Confab")
                .version("1")
                .description(
                    "A chat back end whose only truth is a Kafka log. Sockets and topics are described in /asyncapi.yaml."))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")))
        .addSecurityItem(new SecurityRequirement().addList(BEARER));
  }
}
