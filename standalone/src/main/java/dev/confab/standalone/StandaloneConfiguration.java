package dev.confab.standalone;

import dev.confab.analytics.AnalyticsConfiguration;
import dev.confab.gateway.GatewayConfiguration;
import dev.confab.history.HistoryConfiguration;
import dev.confab.message.MessageConfiguration;
import dev.confab.standalone.page.PageConfiguration;
import dev.confab.standalone.token.TokenConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The services side by side, with the issuer and the page.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  MessageConfiguration.class,
  GatewayConfiguration.class,
  HistoryConfiguration.class,
  TokenConfiguration.class,
  PageConfiguration.class
})
class StandaloneConfiguration {
  /// Only if it is asked for: it takes memory, and most who try a chat do without.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty("confab.standalone.analytics")
  @Import(AnalyticsConfiguration.class)
  static class Analytics {}
}
