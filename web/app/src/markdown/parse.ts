import { inline, type Inline } from "./inline";

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

/** A safe subset of Markdown as a tree, in linear time. No HTML, no images; whatever is not understood stays text. */
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
      out.push({ is: "heading", inside: inline(withoutEnd(line.replace(HEADING, ""))) });
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

/** A heading's text without the hashes that close it. */
function withoutEnd(line: string): string {
  let hashes = line.trimEnd().length;
  const end = hashes;
  while (line[hashes - 1] === "#") hashes--;
  return hashes < end && line[hashes - 1] === " " ? line.slice(0, hashes).trimEnd() : line;
}
