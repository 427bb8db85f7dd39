import type { Violation } from "./wire.js";

/** The server's codes, and what can only happen on this side: no line, no token to be had, no answer in time, closed by the caller. */
export type ErrorCode =
  | "bad_frame"
  | "unknown_type"
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "session_not_found"
  | "message_not_found"
  | "not_joined"
  | "idempotency_conflict"
  | "rate_limited"
  | "too_many_sessions"
  | "quota_exceeded"
  | "view_behind"
  | "unavailable"
  | "internal"
  | "connection_lost"
  | "no_token"
  | "timeout"
  | "closed";

/** A refusal or a failure. `retryable`: the same request can succeed later. */
export class ConfabError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly violations: readonly Violation[];

  constructor(code: ErrorCode, message: string, retryable = false, violations: readonly Violation[] = []) {
    super(message);
    this.name = "ConfabError";
    this.code = code;
    this.retryable = retryable;
    this.violations = violations;
  }
}

export function connectionLost(detail = "The connection was lost before the answer came."): ConfabError {
  return new ConfabError("connection_lost", detail, true);
}

/** The provider of tokens failed: it is asked again. */
export function noToken(detail: string, cause?: unknown): ConfabError {
  return Object.assign(new ConfabError("no_token", detail, true), cause === undefined ? {} : { cause });
}

/** What went wrong, as the caller may see it; what is not a failure of the protocol is a fault of this side. */
export function asError(failure: unknown): ConfabError {
  if (failure instanceof ConfabError) return failure;
  return Object.assign(new ConfabError("internal", failure instanceof Error ? failure.message : String(failure)), { cause: failure });
}

export function timedOut(): ConfabError {
  return new ConfabError("timeout", "There was no answer in time.", true);
}

export function closedByCaller(): ConfabError {
  return new ConfabError("closed", "The client was closed.");
}

/** Reads an error frame or a problem document. */
export function errorOf(answer: unknown, status?: number): ConfabError {
  const fields = (typeof answer === "object" && answer !== null ? answer : {}) as {
    code?: ErrorCode;
    message?: string;
    detail?: string;
    title?: string;
    retryable?: boolean;
    violations?: Violation[];
  };
  const code = fields.code ?? (status === 401 ? "unauthenticated" : status === 429 ? "rate_limited" : "internal");
  const message = fields.message ?? fields.detail ?? fields.title ?? `The server answered with ${status ?? "an error"}.`;
  const retryable = fields.retryable ?? (code === "view_behind" || status === 429 || (status ?? 0) >= 502);
  return new ConfabError(code, message, retryable, fields.violations ?? []);
}
