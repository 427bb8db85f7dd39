/** A browser's storage that may be forbidden or full: what it does not take is kept for as long as the page is open. */
export interface Store {
  /** Whether what is written is there after a reload. */
  readonly lasting: boolean;
  get(key: string): string | undefined;
  set(key: string, value: string | undefined): void;
}

/** Shared by all windows of the browser. */
export const shared: Store = guarded(() => localStorage);

/** Of this window only. */
export const ofWindow: Store = guarded(() => sessionStorage);

function guarded(storage: () => Storage): Store {
  const refused = new Map<string, string | undefined>();
  const attempt = <T>(act: (storage: Storage) => T): { value: T } | undefined => {
    try {
      return { value: act(storage()) };
    } catch {
      return undefined;
    }
  };
  return {
    get lasting() {
      return attempt((each) => each.length) !== undefined && refused.size === 0;
    },
    get(key) {
      if (refused.has(key)) return refused.get(key);
      return attempt((each) => each.getItem(key))?.value ?? undefined;
    },
    set(key, value) {
      const done = attempt((each) => (value === undefined ? each.removeItem(key) : each.setItem(key, value)));
      if (done) refused.delete(key);
      else refused.set(key, value);
    },
  };
}
