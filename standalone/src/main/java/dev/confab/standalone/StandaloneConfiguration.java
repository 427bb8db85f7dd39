package dev.confab.standalone;

import dev.confab.gateway.GatewayConfiguration;
import dev.confab.history.HistoryConfiguration;
import dev.confab.message.MessageConfiguration;
import dev.confab.standalone.page.PageConfiguration;
import dev.confab.standalone.token.TokenConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The three services side by side, with the issuer and the page.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  MessageConfiguration.class,
  GatewayConfiguration.class,
  HistoryConfiguration.class,
  TokenConfiguration.class,
  PageConfiguration.class
})
class StandaloneConfiguration {}
