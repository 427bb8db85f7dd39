import { now } from "./clock.js";

export type Listener = () => void;

const FRAME = 16;

/**
 * Tells its listeners that a snapshot is no longer the newest: at once for the first change, and at most once a frame
 * while changes keep coming, so that a burst of events costs one snapshot of a long list and not one for each.
 */
export class Changes {
  private readonly listeners = new Set<Listener>();
  private scheduled = false;
  private toldAt = -FRAME;

  readonly subscribe = (listener: Listener): Listener => {
    const own = () => listener();
    this.listeners.add(own);
    return () => this.listeners.delete(own);
  };

  touch(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const since = now() - this.toldAt;
    if (since >= FRAME) queueMicrotask(() => this.tell());
    else setTimeout(() => this.tell(), FRAME - since);
  }

  private tell(): void {
    this.scheduled = false;
    this.toldAt = now();
    for (const listener of [...this.listeners]) guarded(listener);
  }
}

/** Named streams: unlike {@link Changes}, each value is delivered, in order, at once. */
export class Emitter<Events extends { [name: string]: unknown }> {
  private readonly listeners = new Map<keyof Events, Set<(value: never) => void>>();

  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): Listener {
    const own = (value: Events[Name]) => listener(value);
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all);
    all.add(own);
    return () => all.delete(own);
  }

  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) guarded(() => listener(value as never));
  }
}

/** A listener's fault is the listener's: it is reported, and the others are told all the same. */
function guarded(call: () => void): void {
  try {
    call();
  } catch (fault) {
    setTimeout(() => {
      throw fault;
    });
  }
}
