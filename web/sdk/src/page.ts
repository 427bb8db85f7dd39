/** What a browser tells of the network and of the page. Where there is no browser nothing is told. */
export interface PageWatch {
  /** The network is back, or somebody looks at the page again. */
  back(): void;
  /** The network is gone. */
  gone(): void;
}

const BACK = ["online", "focus", "pageshow"];

/** Watches until the returned function is called. */
export function watchPage(watch: PageWatch): () => void {
  const page = globalThis as Partial<Pick<typeof globalThis, "addEventListener" | "removeEventListener" | "document">>;
  const back = () => watch.back();
  const gone = () => watch.gone();
  const seen = () => {
    if (page.document?.visibilityState === "visible") watch.back();
  };
  for (const event of BACK) page.addEventListener?.(event, back);
  page.addEventListener?.("offline", gone);
  page.document?.addEventListener("visibilitychange", seen);
  return () => {
    for (const event of BACK) page.removeEventListener?.(event, back);
    page.removeEventListener?.("offline", gone);
    page.document?.removeEventListener("visibilitychange", seen);
  };
}
