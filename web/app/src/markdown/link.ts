/** The part of a text that stands for a link, up to `to`; without an address it is text. */
export interface Link {
  readonly href: string | undefined;
  readonly shown: string;
  readonly to: number;
}

const NAMED = /\[([^[\]\n]{1,500})\]\(([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)\)/y;
// Punctuation of Chinese and Japanese, quotation marks and dots are not typed within an address, and no space stands before them.
const BARE = /(?:https?:\/\/|mailto:)[^\s<>"`\u200e\u200f\u202a-\u202e\u2066-\u2069“”‘’«»…\u3000-\u3002\u3008-\u3011\u3014-\u301b！（），：；？［］｛｝｟-､]{1,2000}/iuy;
const TRAILING = /[.,;:!?'*_~([{]|(?!\p{ASCII})\p{P}/u;
const BRACKETS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** `[text](address)` at this place. */
export function namedLink(text: string, at: number): Link | undefined {
  NAMED.lastIndex = at;
  const match = NAMED.exec(text);
  const href = match ? safeHref(match[2]!) : undefined;
  return match && href ? { href, shown: match[1]!, to: at + match[0].length } : undefined;
}

/** An address that stands by itself at this place. */
export function bareLink(text: string, at: number): Link | undefined {
  BARE.lastIndex = at;
  const match = BARE.exec(text);
  if (!match) return undefined;
  const shown = withoutSentenceEnd(match[0]);
  const href = safeHref(shown);
  // Where the whole is no address, no part of it is looked at again.
  return href ? { href, shown, to: at + shown.length } : { href, shown: match[0], to: at + match[0].length };
}

/** A sentence's end is not the address's, nor is a bracket that was opened before it. */
function withoutSentenceEnd(address: string): string {
  const unopened = new Map<string, number>();
  for (const [close, open] of Object.entries(BRACKETS)) unopened.set(close, count(address, close) - count(address, open));
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1]!;
    if (TRAILING.test(last)) continue;
    const surplus = unopened.get(last) ?? 0;
    if (surplus <= 0) break;
    unopened.set(last, surplus - 1);
  }
  return address.slice(0, end);
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

/** The address if it is one that may be followed from a message. */
export function safeHref(address: string): string | undefined {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
