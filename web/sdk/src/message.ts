import type { ConfabError } from "./error.js";
import type { Message } from "./wire.js";

/** `sending`: not in the log yet as far as is known. `failed`: it was refused, and will not be sent again by itself. */
export type Delivery = "sent" | "sending" | "failed";

/** A message as the list shows it. It is frozen, and the same object for as long as nothing about it changes. */
export interface ChatMessage extends Message {
  /** Stays the same when a local echo becomes the message of the log. */
  readonly key: string;
  readonly delivery: Delivery;
  readonly error?: ConfabError;
}

export function sent(message: Message, key: string): ChatMessage {
  return Object.freeze({ ...message, key, delivery: "sent" as const });
}

/** Whether `other` is a later state of the same message; equal times count as later, since events come in order. */
export function isNewer(other: Message, than: Message): boolean {
  return (other.editedAt ?? "") >= (than.editedAt ?? "");
}
