import type { ConfabError } from "./error.js";
import type { ChatMessage } from "./message.js";
import type { Message, MessageRole, Metadata } from "./wire.js";

export interface SendOptions {
  readonly role?: MessageRole;
  readonly metadata?: Metadata;
  /** Your own key; what has the same key is sent once. By default a new one. */
  readonly clientId?: string;
}

/** Where in the log a message got its place. */
export interface Sent {
  readonly seq: number;
  readonly messageId: string;
}

type Status =
  | { readonly is: "queued" }
  | { readonly is: "acked"; readonly sent: Sent }
  | { readonly is: "failed"; readonly error: ConfabError };

/** One message from the moment it was written until its event is in the list. Its promise settles once. */
export class Letter {
  status: Status = { is: "queued" };
  attempts = 0;
  readonly promise: Promise<Sent>;
  readonly key: string;
  private readonly echo: Message;
  private shown: ChatMessage | undefined;
  private resolve: (sent: Sent) => void = () => undefined;
  private reject: (error: ConfabError) => void = () => undefined;

  constructor(
    readonly sessionId: string,
    readonly clientId: string,
    readonly content: string,
    readonly options: SendOptions,
    senderId: string,
  ) {
    this.key = `local-${clientId}`;
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Who does not look at the promise sees the failure in the list.
    this.promise.catch(() => undefined);
    this.echo = {
      id: this.key,
      sessionId,
      seq: 0,
      senderId,
      role: options.role ?? "user",
      content,
      metadata: options.metadata ?? {},
      createdAt: new Date().toISOString(),
      clientId,
    };
  }

  get frame(): object {
    const { role, metadata } = this.options;
    return {
      sessionId: this.sessionId,
      content: this.content,
      ...(role === undefined ? {} : { role }),
      ...(metadata === undefined ? {} : { metadata }),
      clientId: this.clientId,
    };
  }

  get view(): ChatMessage {
    return (this.shown ??= Object.freeze({
      ...this.echo,
      key: this.key,
      ...(this.status.is === "acked" ? { id: this.status.sent.messageId, seq: this.status.sent.seq } : {}),
      ...(this.status.is === "failed" ? { error: this.status.error } : {}),
      delivery: this.status.is === "queued" ? "sending" : this.status.is === "acked" ? "sent" : "failed",
    } as const));
  }

  accept(sent: Sent): void {
    this.become({ is: "acked", sent });
    this.resolve(sent);
  }

  refuse(error: ConfabError): void {
    this.become({ is: "failed", error });
    this.reject(error);
  }

  private become(status: Status): void {
    this.status = status;
    this.shown = undefined;
  }
}
