package dev.confab.standalone.page;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the web client signs people in where tokens come from an OpenID provider.
///
/// @param clientId the client's name there: a public one, with PKCE
/// @param scope what it asks for
@ConfigurationProperties("confab.page")
public record PageProperties(
    @DefaultValue("confab") String clientId, @DefaultValue("openid") String scope) {}
