// An OpenID provider for the tests: node e2e/provider.js PORT PAGE. Anybody can sign in there, with any password.
import Provider from "oidc-provider";

const [port, page] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: "confab", token_endpoint_auth_method: "none", application_type: "native", grant_types: ["authorization_code", "refresh_token"], redirect_uris: [`${page}/`], post_logout_redirect_uris: [`${page}/`] }],
  clientBasedCORS: (_, origin) => origin === page,
  pkce: { required: () => true },
  // Short, so that it is renewed while somebody looks.
  ttl: { AccessToken: 15, Grant: 3600, IdToken: 3600, Interaction: 3600, RefreshToken: 3600, Session: 3600 },
  issueRefreshToken: () => true,
  features: {
    resourceIndicators: {
      enabled: true,
      defaultResource: () => "urn:confab",
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ audience: "confab", scope: "", accessTokenFormat: "jwt", accessTokenTTL: 15, jwt: { sign: { alg: "RS256" } } }),
    },
  },
});
provider.listen(Number(port), () => console.log(`READY ${issuer}`));
