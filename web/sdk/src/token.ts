/** Gives a valid token. Asked at the start and again before the last one expires. */
export type TokenProvider = () => Promise<string>;

const TOO_SHORT = 10_000;

/** Who a token speaks for and until when, as far as it can be read; the server alone verifies it. */
export interface Claims {
  readonly userId?: string;
  readonly expiresAt?: number;
}

/** The token in use: asked for once at a time, kept until it is about to expire. */
export class Tokens {
  private token: string | undefined;
  private asking: Promise<string> | undefined;

  constructor(private readonly provider: TokenProvider | undefined) {}

  get provided(): boolean {
    return this.provider !== undefined;
  }

  /** `undefined` where the cookie speaks for the user. */
  async current(): Promise<string | undefined> {
    if (!this.provider) return undefined;
    if (this.token !== undefined) {
      const { expiresAt } = claimsOf(this.token);
      if (expiresAt === undefined || expiresAt - Date.now() > TOO_SHORT) return this.token;
    }
    return this.fresh();
  }

  async fresh(): Promise<string> {
    const provider = this.provider;
    if (!provider) throw new Error("There is no token provider.");
    this.asking ??= (async () => provider())().finally(() => {
      this.asking = undefined;
    });
    this.token = await this.asking;
    return this.token;
  }

  /** The server refused it: whatever it says of itself, it is not to be used again. */
  forget(): void {
    this.token = undefined;
  }
}

/** Empty where the token is not a JWT. */
export function claimsOf(token: string): Claims {
  try {
    const body = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
    const { sub, exp } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown; exp?: unknown };
    return {
      ...(typeof sub === "string" ? { userId: sub } : {}),
      ...(typeof exp === "number" ? { expiresAt: exp * 1000 } : {}),
    };
  } catch {
    return {};
  }
}

/** When to ask for the next token: a fifth of the remaining life before the end, one minute at most. */
export function refreshDelay(expiresAt: number, now: number): number {
  const life = expiresAt - now;
  return Math.max(0, Math.min(life - Math.min(60_000, life / 5), 2 ** 31 - 1));
}
