package dev.confab.web.kafka;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/// Makes the topics that are missing and ends. With the credentials of an administrator it does
/// what services otherwise do when they start, so that they need no right to.
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(KafkaConfiguration.class)
public class TopicsApplication {
  private static final Logger log = LoggerFactory.getLogger(TopicsApplication.class);

  public static void main(String[] arguments) {
    try (var context =
        new SpringApplicationBuilder(TopicsApplication.class)
            .web(WebApplicationType.NONE)
            .run(arguments)) {
      log.info("The topics are there; the log is {}.", context.getBean(LogEpoch.class).value());
    }
  }
}
