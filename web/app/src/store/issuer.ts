import { ConfabError } from "@confab/client";
import { PATIENCE, type Account } from "./account";
import { ofWindow } from "./storage";

/** An OpenID provider at which people sign in, and this page's name there. */
export interface Issuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

interface Endpoints {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint?: string;
}

interface Grant {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

interface Attempt {
  readonly state: string;
  readonly verifier: string;
  readonly hash: string;
}

const ATTEMPT = "confab.signIn";
const REFRESH = "confab.refresh";

/** What the server says of where to sign in; `undefined` where it gives out development accounts. Throws if it can't be asked. */
export async function configuredIssuer(): Promise<Issuer | undefined> {
  const response = await asked("/client.json");
  if (response.status === 404) return undefined;
  if (!response.ok) throw new ConfabError("unavailable", `The server answered with ${response.status}.`, true);
  const read = (await response.json()) as Partial<Issuer>;
  if (read.issuer === undefined || read.clientId === undefined) return undefined;
  return { issuer: read.issuer, clientId: read.clientId, scope: read.scope ?? "openid" };
}

/** Leaves the page for the provider's (authorization code flow with PKCE, RFC 7636). It comes back to `/` with a code. */
export async function beginSignIn(at: Issuer): Promise<void> {
  const { authorization_endpoint } = await endpointsOf(at);
  const attempt: Attempt = { state: random(), verifier: random(), hash: location.hash };
  ofWindow.set(ATTEMPT, JSON.stringify(attempt));
  if (!ofWindow.lasting) throw refused("This browser keeps nothing for this page, so it would not be known again after signing in. Allow it to store data for this site.");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(attempt.verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: at.clientId,
    redirect_uri: home(),
    scope: at.scope,
    state: attempt.state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  });
  location.assign(`${authorization_endpoint}?${query}`);
}

/** The account of whoever came back from the provider just now, or was signed in before a reload. */
export async function signedIn(at: Issuer): Promise<Account | undefined> {
  const query = new URLSearchParams(location.search);
  if (query.has("state") && (query.has("code") || query.has("error"))) return await comeBack(at, query);
  const refresh = ofWindow.get(REFRESH);
  if (refresh === undefined) return undefined;
  try {
    return accountOf(at, await grant(at, { grant_type: "refresh_token", refresh_token: refresh }));
  } catch (failure) {
    if (failure instanceof ConfabError && !failure.retryable) return undefined;
    throw failure;
  }
}

async function comeBack(at: Issuer, query: URLSearchParams): Promise<Account> {
  const attempt = JSON.parse(ofWindow.get(ATTEMPT) ?? "{}") as Partial<Attempt>;
  ofWindow.set(ATTEMPT, undefined);
  // The code is good for once: it must not stay where a reload finds it.
  history.replaceState(null, "", `${home()}${attempt.hash ?? ""}`);
  const from = query.get("iss");
  if (attempt.state === undefined || query.get("state") !== attempt.state || (from !== null && from !== at.issuer)) {
    throw refused("This answer belongs to no sign-in that began here.");
  }
  const code = query.get("code");
  if (code === null) throw refused(query.get("error_description") ?? query.get("error") ?? "The provider refused.");
  return accountOf(at, await grant(at, { grant_type: "authorization_code", code, redirect_uri: home(), code_verifier: attempt.verifier ?? "" }));
}

/** The page asks for a token only when it needs another one; the first it has already. */
function accountOf(at: Issuer, first: Grant): Account {
  let held = first;
  let unused = true;
  let signedOut = false;
  const renewed = async () => {
    if (held.refresh_token === undefined) throw refused("You were signed in for as long as the provider allows.");
    held = { ...held, ...(await grant(at, { grant_type: "refresh_token", refresh_token: held.refresh_token })) };
    if (signedOut) ofWindow.set(REFRESH, undefined);
    return held.access_token;
  };
  const { sub } = claimsOf(first.access_token);
  if (sub === undefined) throw refused("The provider's token names nobody.");
  return {
    user: sub,
    development: false,
    token: async () => {
      const first = unused;
      unused = false;
      return first ? held.access_token : await renewed();
    },
    signOut: () => {
      signedOut = true;
      ofWindow.set(REFRESH, undefined);
      void leave(at, held).catch(() => undefined);
    },
  };
}

async function leave(at: Issuer, held: Grant): Promise<void> {
  const { end_session_endpoint } = await endpointsOf(at);
  if (end_session_endpoint === undefined) return;
  const query = new URLSearchParams({ client_id: at.clientId, post_logout_redirect_uri: home() });
  if (held.id_token !== undefined) query.set("id_token_hint", held.id_token);
  location.assign(`${end_session_endpoint}?${query}`);
}

async function grant(at: Issuer, fields: Record<string, string>): Promise<Grant> {
  const { token_endpoint } = await endpointsOf(at);
  const response = await asked(token_endpoint, { method: "POST", body: new URLSearchParams({ client_id: at.clientId, ...fields }) });
  if (!response.ok) {
    const final = response.status === 400 || response.status === 401;
    if (final) ofWindow.set(REFRESH, undefined);
    throw new ConfabError("unauthenticated", `The provider refused (${response.status}).`, !final);
  }
  const granted = (await response.json()) as Grant;
  // For a reload of this window; it goes with the window.
  if (granted.refresh_token !== undefined) ofWindow.set(REFRESH, granted.refresh_token);
  return granted;
}

async function endpointsOf({ issuer }: Issuer): Promise<Endpoints> {
  const response = await asked(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  if (!response.ok) throw new ConfabError("unavailable", `The sign-in service answered with ${response.status}.`, true);
  const endpoints = (await response.json()) as Endpoints;
  if (endpoints.issuer !== issuer) throw refused("The sign-in service calls itself by another name.");
  return endpoints;
}

function asked(address: string, how: RequestInit = {}): Promise<Response> {
  return fetch(address, { credentials: "omit", signal: AbortSignal.timeout(PATIENCE), ...how });
}

function claimsOf(token: string): { sub?: string } {
  const body = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  try {
    return JSON.parse(atob(body)) as { sub?: string };
  } catch {
    return {};
  }
}

const home = () => `${location.origin}/`;
const refused = (message: string) => new ConfabError("unauthenticated", message);
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const base64url = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
