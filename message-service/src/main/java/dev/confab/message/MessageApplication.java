package dev.confab.message;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// Starts the message-service as a process of its own.
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(MessageConfiguration.class)
public class MessageApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(MessageApplication.class, arguments);
  }
}
