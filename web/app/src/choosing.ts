import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import type { ChatMessage } from "@confab/client";

const PREFIX = "m-";

export const elementOf = (key: string): string => PREFIX + key;

interface Choosing {
  /** The key of the message that has the focus. */
  readonly chosen: string | undefined;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

interface ChoosingHost {
  readonly messages: readonly ChatMessage[];
  readonly reveal: (index: number) => void;
  /** What letters do with a message, by key name. */
  readonly actsOn: (message: ChatMessage) => Record<string, () => void>;
  readonly onLeave: () => void;
}

/**
 * Moves the focus through a list of messages: the list is one stop of Tab, and arrows go on from there. A message that has
 * the focus must be drawn, wherever one scrolls. If it is deleted, the focus leaves the list rather than get lost.
 */
export function useChoosing({ messages, reveal, actsOn, onLeave }: ChoosingHost): Choosing {
  const [chosen, choose] = useState<string>();
  const focused = useRef<string>(undefined);
  const wanted = useRef<string>(undefined);

  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const element = document.getElementById(elementOf(wanted.current));
    if (!element) return;
    wanted.current = undefined;
    element.focus({ preventScroll: true });
  });
  useLayoutEffect(() => {
    if (focused.current === undefined || messages.some(({ key }) => key === focused.current)) return;
    focused.current = undefined;
    choose(undefined);
    if (document.activeElement === document.body) onLeave();
  }, [messages, onLeave]);

  const go = (index: number) => {
    const at = Math.min(Math.max(index, 0), messages.length - 1);
    const to = messages[at];
    if (!to) return;
    wanted.current = to.key;
    choose(to.key);
    reveal(at);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("textarea")) return;
    const last = messages.length - 1;
    const at = messages.findIndex(({ key }) => key === chosen);
    const moves: Record<string, () => void> = {
      ArrowUp: () => go(at < 0 ? last : at - 1),
      ArrowDown: () => (at === last ? onLeave() : go(at < 0 ? last : at + 1)),
      Home: () => go(0),
      End: () => go(last),
      Escape: onLeave,
    };
    const isRow = target.id === elementOf(chosen ?? "");
    const act = moves[event.key] ?? (isRow && messages[at] ? actsOn(messages[at])[event.key] : undefined);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (!target.id.startsWith(PREFIX)) return;
    focused.current = target.id.slice(PREFIX.length);
    choose(focused.current);
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (currentTarget.contains(relatedTarget) || !document.hasFocus()) return;
    if (relatedTarget) focused.current = undefined;
    choose(undefined);
  };
  return { chosen, onFocus, onBlur, onKeyDown };
}
