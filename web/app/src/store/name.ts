import type { Session } from "@confab/client";

const NAMED = 4;
/** Scripts written from right to left, and characters that change the direction. */
const TURNING = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const ISOLATE = "\u2068";
const END_OF_ISOLATE = "\u2069";

export function nameOf(session: Session, me: string): string {
  if (session.title) return session.title;
  const others = session.members.map((member) => member.userId).filter((userId) => userId !== me);
  if (others.length === 0) return "Just you";
  const more = memberCountOf(session) - 1 - NAMED;
  const named = others.slice(0, more > 1 ? NAMED : NAMED + 1).map(isolated).join(", ");
  return more > 1 ? `${named} and ${more} more` : named;
}

/** How many belong to it; a list of sessions names the first ones only. */
export function memberCountOf(session: Session): number {
  return session.memberCount ?? session.members.length;
}

/** A name within a text, so that neither turns the other round. */
export function isolated(name: string): string {
  return TURNING.test(name) ? ISOLATE + name + END_OF_ISOLATE : name;
}

export function ownerOf(session: Session, me: string): boolean {
  return session.ownerId === me;
}

/** One of eight colours, always the same for the same name. */
export function hueOf(name: string): number {
  let hash = 0;
  for (const char of name) hash = (hash * 31 + char.codePointAt(0)!) >>> 0;
  return hash % 8;
}

export function listed(names: readonly string[], verbs: [string, string]): string {
  if (names.length === 0) return "";
  const shown = names.map(isolated);
  if (names.length === 1) return `${shown[0]} ${verbs[0]}`;
  if (names.length <= 3) return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)} ${verbs[1]}`;
  return `${names.length} people ${verbs[1]}`;
}
