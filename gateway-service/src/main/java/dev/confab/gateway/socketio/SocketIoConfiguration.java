package dev.confab.gateway.socketio;

import dev.confab.gateway.GatewayProperties;
import dev.confab.gateway.socket.SocketPaths;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/// The beans of `/socket.io`.
@Configuration(proxyBeanMethods = false)
public class SocketIoConfiguration {
  @Bean
  WebSocketConfigurer gatewaySocketIoPath(
      SocketPaths gatewaySocketPaths, GatewayProperties properties) {
    SocketIo dialect =
        new SocketIo(
            properties.ping().toMillis(),
            properties.silence().minus(properties.ping()).toMillis(),
            properties.frameBytes().toBytes());
    return registry ->
        gatewaySocketPaths.open(
            registry, dialect, List.of(new TransportCheck()), "/socket.io", "/socket.io/");
  }
}
