package dev.confab.web.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/// Spans go where OpenTelemetry's own settings say (`OTEL_EXPORTER_OTLP_ENDPOINT`,
/// `OTEL_TRACES_SAMPLER`, …); without an endpoint nothing is made of it.
@Configuration(proxyBeanMethods = false)
public class TraceConfiguration {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

  @Bean
  OpenTelemetry openTelemetry(Environment environment) {
    if (!environment.containsProperty(ENDPOINT) && !environment.containsProperty(TRACES_ENDPOINT)) {
      return OpenTelemetry.noop();
    }
    String service = environment.getProperty("spring.application.name", "confab");
    Map<String, String> defaults = new HashMap<>();
    defaults.put("otel.service.name", service);
    defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
    defaults.put("otel.metrics.exporter", "none");
    defaults.put("otel.logs.exporter", "none");
    defaults.put("otel.propagators", "tracecontext");
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(() -> defaults)
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  @Bean
  Tracing tracing(OpenTelemetry openTelemetry) {
    return new Tracing(openTelemetry);
  }

  @Bean
  FilterRegistrationBean<TraceFilter> traceFilter(Tracing tracing) {
    var registration = new FilterRegistrationBean<>(new TraceFilter(tracing));
    registration.setEnabled(tracing.isOn());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    registration.addUrlPatterns("/chat/*");
    return registration;
  }
}
