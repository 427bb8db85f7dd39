package dev.confab.history;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// Starts the history service alone.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(HistoryConfiguration.class)
public class HistoryApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(HistoryApplication.class, arguments);
  }
}
