import type { Session } from "@confab/client";

export function nameOf(session: Session, me: string): string {
  if (session.title) return session.title;
  const others = session.members.map((member) => member.userId).filter((userId) => userId !== me);
  return others.length > 0 ? others.join(", ") : "Just you";
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
  if (names.length === 1) return `${names[0]} ${verbs[0]}`;
  if (names.length <= 3) return `${names.slice(0, -1).join(", ")} and ${names.at(-1)} ${verbs[1]}`;
  return `${names.length} people ${verbs[1]}`;
}
