/** What the client's token provider gets, and which tokens the server takes. Signatures are left out: nothing here is secret. */
export class Tokens {
  /** How each request of the provider was answered, in order. */
  asked = [];
  /** Seconds that a token lives. */
  life = 3600;
  /** Which claims a token has; by default those of a good one. */
  claims = (now, life) => ({ iat: now, exp: now + life });
  /** `give`, `same` (always `again`), `fail` (500) or `hang` (no answer). */
  mood = "give";
  /** What a provider gives that has nothing new. */
  again;
  #known = new Map();
  #next = 1;

  mint() {
    const now = Math.floor(Date.now() / 1000);
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = `${part({ alg: "none" })}.${part({ sub: "alice", jti: String(this.#next++), ...this.claims(now, this.life) })}.x`;
    this.#known.set(token, performance.now() + this.life * 1000);
    return token;
  }

  /** Answers one request of the provider. */
  provide(response) {
    this.asked.push({ at: performance.now(), mood: this.mood });
    if (this.mood === "hang") return;
    if (this.mood === "fail") {
      response.writeHead(500).end();
      return;
    }
    const token = this.mood === "same" ? this.again : this.mint();
    response.writeHead(200, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" });
    response.end(JSON.stringify({ access_token: token }));
  }

  /** Milliseconds that the token is good for; 0 where it is not, or not any more. */
  left(token) {
    return Math.max(0, (this.#known.get(token) ?? 0) - performance.now());
  }

  /** From now on the provider gives nothing but this one. */
  giveAgain(token) {
    this.again = token;
    this.mood = "same";
  }

  /** None that was given out so far is good. */
  revoke() {
    this.#known.clear();
  }

  get given() {
    return this.asked.filter(({ mood }) => mood === "give" || mood === "same").length;
  }
}
