import type { Tokens } from "./token.js";
import type { Frame } from "./wire.js";

/** What one connection has said of who it is, and what the server made of it. */
export class Credentials {
  /** The token that was said last; `undefined` where the cookie speaks. */
  private said: string | undefined;
  /** What the server refused last, since it took anything. */
  private refused: { readonly token: string | undefined } | undefined;

  constructor(private readonly tokens: Tokens) {}

  get isRefused(): boolean {
    return this.refused !== undefined;
  }

  saying(token: string | undefined): void {
    this.said = token;
  }

  /** For how many milliseconds the token is good: as the server says, else as the token itself does. */
  accepted(token: string, answer: Frame): number | undefined {
    const seconds = answer["expiresIn"];
    if (typeof seconds === "number" && seconds >= 0) this.tokens.accepted(token, seconds * 1000);
    return this.tokens.remaining(token);
  }

  /** The server refused what was said: it is not said again, unless the provider gives it again. Whether there is hope. */
  refusedNow(): boolean {
    const { said, refused } = this;
    this.tokens.refused(said);
    this.refused = { token: said };
    // Hopeless is another token behind a refused one. Cookies can't be told apart.
    return refused === undefined || (said !== undefined && refused.token === said);
  }

  reset(): void {
    this.refused = undefined;
  }
}
