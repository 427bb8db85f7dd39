import { ConfabError } from "@confab/client";
import { ofWindow } from "./storage";

const KEY = "confab.user";
/** After how many milliseconds a request without an answer counts as failed. */
export const PATIENCE = 15_000;
const FORM = /^[A-Za-z0-9_-]{1,64}$/;

/** Somebody who is signed in in this window. */
export interface Account {
  readonly user: string;
  /** Whether it is one for trying out, which anybody can have. */
  readonly development: boolean;
  /** A token that is good for a while. Throws a `ConfabError` that is not retryable when there will be none any more. */
  token(): Promise<string>;
  signOut(): void;
}

export function developmentAccount(user: string): Account {
  const signOut = () => {
    rememberUser(undefined);
    void forgetCookie();
  };
  return { user, development: true, token: () => tokenOf(user), signOut };
}

/** Who is signed in in this window. Two windows of one browser can be two people, so nothing of it is shared. */
export function rememberedUser(): string | undefined {
  return ofWindow.get(KEY);
}

export function rememberUser(user: string | undefined): void {
  ofWindow.set(KEY, user);
}

export function isUserId(text: string): boolean {
  return FORM.test(text);
}

/** A cookie that this browser got elsewhere, as on the page of the API, goes with whoever signs out. */
async function forgetCookie(): Promise<void> {
  await fetch("/dev/tokens", { method: "DELETE", keepalive: true }).catch(() => undefined);
}

/** A token for a development account. The answer's cookie is left alone, since all windows of a browser share it. */
export async function tokenOf(user: string): Promise<string> {
  const response = await fetch("/dev/tokens", {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (response.ok) return ((await response.json()) as { access_token: string }).access_token;
  const retryable = response.status >= 500 || response.status === 429;
  const message = retryable ? `The server can give out no token now (${response.status}).` : `This server gives out no development accounts (${response.status}).`;
  throw new ConfabError("unauthenticated", message, retryable);
}

/** Whether nobody answered; what `fetch` says of that differs from browser to browser. */
export function isUnreachable(failure: unknown): boolean {
  return failure instanceof TypeError || failure instanceof DOMException;
}
