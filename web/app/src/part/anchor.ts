import { useLayoutEffect, type RefObject } from "react";

const NEAR_END = 60;

/**
 * Keeps a list at its end, once it is there, when a field below grows, a keyboard opens, or its rows get higher in a narrower
 * window. Elsewhere the lower edge of what is seen stays in place. The list's rows are in its `.canvas`.
 */
export function useAnchoredEnd(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const list = scroller.current!;
    let [width, height, top] = [list.clientWidth, list.clientHeight, list.scrollTop];
    let pinned = true;
    const scrolled = () => {
      // Not moved by somebody, but by a change of the size that is still to be seen.
      if (list.clientWidth !== width || list.clientHeight !== height) return;
      if (list.scrollHeight - list.scrollTop - height < NEAR_END) pinned = true;
      else if (list.scrollTop < top) pinned = false;
      top = list.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      const lost = height - list.clientHeight;
      [width, height] = [list.clientWidth, list.clientHeight];
      if (height === 0) return;
      if (pinned) list.scrollTop = list.scrollHeight;
      // Hidden and shown again it is where it was.
      else if (height + lost > 0) list.scrollTop += lost;
      top = list.scrollTop;
    });
    observer.observe(list);
    observer.observe(list.querySelector(".canvas")!);
    list.addEventListener("scroll", scrolled);
    return () => {
      observer.disconnect();
      list.removeEventListener("scroll", scrolled);
    };
  }, [scroller]);
}
