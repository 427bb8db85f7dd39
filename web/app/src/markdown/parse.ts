/** A safe subset of Markdown as a tree. No HTML, no images; whatever is not understood stays text. */
export type Inline =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "break" }
  | { readonly is: "strong" | "em" | "strike"; readonly inside: readonly Inline[] }
  | { readonly is: "link"; readonly href: string; readonly inside: readonly Inline[] };

export type Block =
  | { readonly is: "paragraph" | "heading"; readonly inside: readonly Inline[] }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "quote"; readonly inside: readonly Block[] }
  | { readonly is: "list"; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Inline[])[] };

const FENCE = /^ {0,3}```/;
const QUOTE = /^ {0,3}> ?/;
const HEADING = /^ {0,3}#{1,6} +(?=\S)/;
const BULLET = /^ {0,3}[-*+] +(?=\S)/;
const NUMBER = /^ {0,3}(\d{1,9})[.)] +(?=\S)/;
const DEPTH = 6;

export function parse(source: string): readonly Block[] {
  return blocks(source.split(/\r\n?|\n/), 0);
}

function blocks(lines: readonly string[], depth: number): Block[] {
  const out: Block[] = [];
  let i = 0;
  const take = (test: (line: string) => boolean): string[] => {
    const from = i;
    while (i < lines.length && test(lines[i]!)) i++;
    return lines.slice(from, i);
  };
  while (i < lines.length) {
    const line = lines[i]!;
    if (line.trim() === "") i++;
    else if (FENCE.test(line)) {
      i++;
      out.push({ is: "code", text: take((each) => !FENCE.test(each)).join("\n") });
      i++;
    } else if (QUOTE.test(line) && depth < DEPTH) {
      out.push({ is: "quote", inside: blocks(take((each) => QUOTE.test(each)).map((each) => each.replace(QUOTE, "")), depth + 1) });
    } else if (HEADING.test(line)) {
      i++;
      out.push({ is: "heading", inside: inline(line.replace(HEADING, "").replace(/ +#+ *$/, "")) });
    } else if (BULLET.test(line)) {
      out.push(list(false, 1, take((each) => BULLET.test(each)).map((each) => each.replace(BULLET, ""))));
    } else if (NUMBER.test(line)) {
      const start = Number(NUMBER.exec(line)![1]);
      out.push(list(true, start, take((each) => NUMBER.test(each)).map((each) => each.replace(NUMBER, ""))));
    } else {
      const first = i++;
      take((each) => each.trim() !== "" && !startsBlock(each, depth));
      out.push({ is: "paragraph", inside: inline(lines.slice(first, i).join("\n")) });
    }
  }
  return out;
}

function startsBlock(line: string, depth: number): boolean {
  return [FENCE, HEADING, BULLET, NUMBER].some((form) => form.test(line)) || (depth < DEPTH && QUOTE.test(line));
}

function list(ordered: boolean, start: number, items: readonly string[]): Block {
  return { is: "list", ordered, start, items: items.map((item) => inline(item)) };
}

const LINK = /\[([^[\]\n]{1,500})\]\(([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)\)/y;
const BARE = /(?:https?:\/\/|mailto:)[^\s<>"`]{1,2000}/iy;
const SPECIAL = /[\\`*_~[\nhHmM]/g;
const ESCAPED = /[\\`*_~[\](){}#>+\-.!]/;
const WORD = /[\p{L}\p{N}]/u;
const MARKS: readonly (readonly [string, "strong" | "em" | "strike"])[] = [
  ["**", "strong"],
  ["__", "strong"],
  ["~~", "strike"],
  ["*", "em"],
  ["_", "em"],
];

export function inline(text: string, depth = 0, inLink = false): readonly Inline[] {
  const out: Inline[] = [];
  // A mark that once had no end has none further on: without this, a text of marks only would take quadratic time.
  const endless = new Set<string>();
  let plain = "";
  let at = 0;
  const push = (node: Inline, to: number): void => {
    if (plain !== "") out.push({ is: "text", text: plain });
    plain = "";
    out.push(node);
    at = to;
  };
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    plain += text.slice(at, next);
    at = next;
    if (at >= text.length) break;
    const found = special(text, at, depth, inLink, endless);
    if (found) push(found.node, found.to);
    else if (text[at] === "\\" && ESCAPED.test(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
    } else plain += text[at++];
  }
  if (plain !== "") out.push({ is: "text", text: plain });
  return out;
}

interface Found {
  readonly node: Inline;
  readonly to: number;
}

function special(text: string, at: number, depth: number, inLink: boolean, endless: Set<string>): Found | undefined {
  const char = text[at]!;
  if (char === "\n") return { node: { is: "break" }, to: at + 1 };
  if (char === "`") return code(text, at, endless);
  if (char === "[") return inLink ? undefined : link(text, at, depth);
  if (/[hm]/i.test(char)) return inLink || WORD.test(text[at - 1] ?? "") ? undefined : bare(text, at);
  return depth < DEPTH ? marked(text, at, depth, inLink, endless) : undefined;
}

function code(text: string, at: number, endless: Set<string>): Found | undefined {
  let ticks = 1;
  while (text[at + ticks] === "`") ticks++;
  const fence = "`".repeat(ticks);
  if (endless.has(fence)) return undefined;
  const end = text.indexOf(fence, at + ticks);
  if (end < 0) {
    endless.add(fence);
    return undefined;
  }
  return { node: { is: "code", text: text.slice(at + ticks, end) }, to: end + ticks };
}

function link(text: string, at: number, depth: number): Found | undefined {
  LINK.lastIndex = at;
  const match = LINK.exec(text);
  const href = match && safeHref(match[2]!);
  if (!match || !href) return undefined;
  return { node: { is: "link", href, inside: inline(match[1]!, depth + 1, true) }, to: at + match[0].length };
}

function bare(text: string, at: number): Found | undefined {
  BARE.lastIndex = at;
  const match = BARE.exec(text);
  if (!match) return undefined;
  // A sentence's end is not the address's, nor is a bracket that was opened before it.
  let shown = match[0].replace(/[.,;:!?'*_~]+$/, "");
  if (shown.endsWith(")") && !shown.includes("(")) shown = shown.slice(0, -1);
  const href = safeHref(shown);
  return href ? { node: { is: "link", href, inside: [{ is: "text", text: shown }] }, to: at + shown.length } : undefined;
}

function marked(text: string, at: number, depth: number, inLink: boolean, endless: Set<string>): Found | undefined {
  for (const [mark, is] of MARKS) {
    if (!text.startsWith(mark, at) || endless.has(mark)) continue;
    const from = at + mark.length;
    const opens = /\S/.test(text[from] ?? "") && !(mark.startsWith("_") && WORD.test(text[at - 1] ?? ""));
    if (!opens) continue;
    const end = closing(text, mark, from);
    if (end < 0) {
      endless.add(mark);
      continue;
    }
    return { node: { is, inside: inline(text.slice(from, end), depth + 1, inLink) }, to: end + mark.length };
  }
  return undefined;
}

function closing(text: string, mark: string, from: number): number {
  for (let end = text.indexOf(mark, from + 1); end >= 0; end = text.indexOf(mark, end + 1)) {
    const closes = /\S/.test(text[end - 1]!) && !(mark.startsWith("_") && WORD.test(text[end + mark.length] ?? ""));
    const longer = mark.length === 1 && (text[end + 1] === mark || text[end - 1] === mark);
    if (closes && !longer) return end;
  }
  return -1;
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
