import { useSyncExternalStore } from "react";

/** The open session is in the address, so that going back, a reload and a bookmark work. */
export function useOpenSession(): string | undefined {
  return useSyncExternalStore(subscribe, openSession);
}

export function openSession(): string | undefined {
  return /^#\/s\/([A-Za-z0-9_-]{1,64})$/.exec(location.hash)?.[1];
}

export function goTo(id: string | undefined, replace = false): void {
  const hash = id === undefined ? "#/" : `#/s/${id}`;
  if (location.hash === hash) return;
  if (replace) {
    history.replaceState(null, "", hash);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = hash;
  }
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
