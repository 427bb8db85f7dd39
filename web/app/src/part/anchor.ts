import { useLayoutEffect, type RefObject } from "react";

/** Keeps the lower edge of what is seen in place when the list itself gets higher or lower: a field below grows, a keyboard opens. */
export function useAnchoredEnd(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const list = scroller.current!;
    let height = list.clientHeight;
    const observer = new ResizeObserver(() => {
      const lost = height - list.clientHeight;
      height = list.clientHeight;
      // Hidden and shown again it is where it was.
      if (height > 0 && height + lost > 0) list.scrollTop += lost;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [scroller]);
}
