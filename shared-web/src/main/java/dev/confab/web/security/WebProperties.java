package dev.confab.web.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Whose tokens are believed and from where browsers may call.
///
/// @param jwkSetUri where the issuer publishes its keys; not needed where a `JWKSource` bean is
///   there
/// @param algorithms the only signatures that are believed, by their JWS names; never symmetric
///   ones
/// @param clockSkew how far the issuer's clock may be ahead of ours, for `nbf`; `exp` is exact
/// @param allowedOrigins origins besides the request's own, each `scheme://host[:port]`, compared
///   exactly
/// @param hosts names by which this may be asked, besides `localhost`, addresses and those in the
///   allowed origins; any name if there is none
/// @param openPaths path patterns that need no token, besides the socket's and those of health
@Validated
@ConfigurationProperties("confab.web")
public record WebProperties(
    @Nullable URI jwkSetUri,
    @NotBlank String issuer,
    @NotBlank @DefaultValue("confab") String audience,
    @NotEmpty @DefaultValue({"RS256", "ES256"}) List<String> algorithms,
    @DefaultValue("5s") Duration clockSkew,
    @DefaultValue List<String> allowedOrigins,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> openPaths) {}
