import { now } from "./clock.js";
import { ConfabError, noToken } from "./error.js";

/**
 * Gives a valid token. Asked at the start, again before the last one ends, and again when the server refuses one. Whatever it throws, and
 * no answer within ten seconds, is tried again with backoff; only a `ConfabError` `unauthenticated` that is not retryable says that the user is signed out.
 */
export type TokenProvider = () => Promise<string>;

const DEADLINE = 10_000;
/** A token that ends within this is not begun with. */
const MARGIN = 5_000;

/** Who a token speaks for and how long it lives, as far as it can be read; the server alone verifies it. */
export interface Claims {
  readonly userId?: string;
  /** From its issue to its end, in milliseconds: right whatever this machine's clock says. */
  readonly life?: number;
}

/** The token in use: asked for once at a time, kept until it is about to end or was refused. */
export class Tokens {
  private token: string | undefined;
  private endsAt = Infinity;
  private asking: Promise<string> | undefined;

  constructor(private readonly provider: TokenProvider | undefined) {}

  get provided(): boolean {
    return this.provider !== undefined || this.token !== undefined;
  }

  /** `undefined` where the cookie speaks for the user. Rejects with nothing but a `ConfabError`. */
  async current(): Promise<string | undefined> {
    if (this.token !== undefined && (now() < this.endsAt - this.margin || !this.provider)) return this.token;
    return this.provider ? this.fresh() : undefined;
  }

  /** A token that the provider gives now. Rejects with nothing but a `ConfabError`. */
  fresh(): Promise<string> {
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  /** From now on it is this one. */
  use(token: string, askedAt = now()): void {
    const { life } = claimsOf(token);
    this.token = token;
    this.endsAt = life === undefined ? Infinity : askedAt + life;
  }

  /** The server took it, and says how long it is good for. */
  accepted(token: string, millis: number): void {
    if (token === this.token) this.endsAt = now() + millis;
  }

  /** The server refused it: whatever it says of itself, it is not to be used again. */
  refused(token: string | undefined): void {
    if (token === this.token) this.token = undefined;
  }

  /** How long the token is good for, in milliseconds; `undefined` if nothing says so. */
  remaining(token: string): number | undefined {
    return token === this.token && this.endsAt !== Infinity ? this.endsAt - now() : undefined;
  }

  /** Tokens of a short life are begun with until half of it is over. */
  private get margin(): number {
    const { life = Infinity } = claimsOf(this.token ?? "");
    return Math.min(MARGIN, life / 2);
  }

  private async ask(): Promise<string> {
    const { provider } = this;
    if (!provider) throw noToken("There is no token provider.");
    const askedAt = now();
    const token = await inTime(async () => provider());
    if (typeof token !== "string" || token === "") throw noToken("The token provider gave no token.");
    this.use(token, askedAt);
    return token;
  }
}

/** Whether the application says that the user is signed out, and no token will come. */
export function isSignedOut(failure: unknown): boolean {
  return failure instanceof ConfabError && failure.code === "unauthenticated" && !failure.retryable;
}

/** What is given later than the deadline is of no use to anybody. */
function inTime(call: () => Promise<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(noToken("The token provider did not answer.")), DEADLINE);
    const fail = (failure: unknown) => reject(isSignedOut(failure) ? failure : noToken(textOf(failure), failure));
    call()
      .then(resolve, fail)
      .finally(() => clearTimeout(timer));
  });
}

function textOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : "The token provider failed.";
}

/** Empty where the token is not a JWT. */
export function claimsOf(token: string): Claims {
  try {
    const body = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
    const { sub, exp, iat } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown; exp?: unknown; iat?: unknown };
    return {
      ...(typeof sub === "string" ? { userId: sub } : {}),
      ...(typeof exp === "number" && typeof iat === "number" && exp > iat ? { life: (exp - iat) * 1000 } : {}),
    };
  } catch {
    return {};
  }
}
