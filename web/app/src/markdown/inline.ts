import { bareLink, namedLink } from "./link";
import { Ticks } from "./ticks";

export type Inline =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "break" }
  | { readonly is: "strong" | "em" | "strike"; readonly inside: readonly Inline[] }
  | { readonly is: "link"; readonly href: string; readonly inside: readonly Inline[] };

/** What was recognized at a place, up to `to`; without a node it is text. */
interface Found {
  readonly node?: Inline;
  readonly to: number;
}

const DEPTH = 6;
const SPECIAL = /[\\`*_~[\nhHmM]/g;
const ESCAPED = /[\\`*_~[\](){}#>+\-.!]/;
const WORD = /[\p{L}\p{N}]/u;
/** What an address does not begin behind. Scripts that write without spaces are not among it. */
const BEFORE_ADDRESS = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}_]/u;
const MARKS: readonly (readonly [string, "strong" | "em" | "strike"])[] = [
  ["**", "strong"],
  ["__", "strong"],
  ["~~", "strike"],
  ["*", "em"],
  ["_", "em"],
];

export function inline(text: string): readonly Inline[] {
  return new Reader(text, 0, false).read();
}

/**
 * Reads a text once from its start to its end, in linear time: whatever searches ahead either consumes what it passed,
 * or notes that there is nothing to find, and is not asked again.
 */
class Reader {
  /** Marks that once had no end have none further on. */
  private readonly endless = new Set<string>();
  private readonly ticks: Ticks;

  constructor(
    private readonly text: string,
    private readonly depth: number,
    private readonly inLink: boolean,
  ) {
    this.ticks = new Ticks(text);
  }

  read(): readonly Inline[] {
    const { text } = this;
    const out: Inline[] = [];
    let plain = "";
    for (let at = 0; at < text.length; ) {
      SPECIAL.lastIndex = at;
      const next = SPECIAL.exec(text)?.index ?? text.length;
      plain += text.slice(at, next);
      if (next === text.length) break;
      const { node, to } = this.special(next) ?? { to: next + 1 };
      if (node) {
        if (plain !== "") out.push({ is: "text", text: plain });
        out.push(node);
        plain = "";
      } else plain += text[next] === "\\" && to > next + 1 ? text[next + 1] : text.slice(next, to);
      at = to;
    }
    if (plain !== "") out.push({ is: "text", text: plain });
    return out;
  }

  private special(at: number): Found | undefined {
    const char = this.text[at]!;
    if (char === "\n") return { node: { is: "break" }, to: at + 1 };
    if (char === "\\") return ESCAPED.test(this.text[at + 1] ?? "") ? { to: at + 2 } : undefined;
    if (char === "`") return this.code(at);
    if (char === "[") return this.inLink ? undefined : this.link(at);
    if (/[hm]/i.test(char)) return this.inLink || BEFORE_ADDRESS.test(this.text[at - 1] ?? "") ? undefined : this.address(at);
    return this.depth < DEPTH ? this.marked(at) : undefined;
  }

  private code(at: number): Found {
    const { end, next } = this.ticks.run(at);
    if (next === undefined) return { to: end };
    return { node: { is: "code", text: this.text.slice(end, next) }, to: next + end - at };
  }

  private link(at: number): Found | undefined {
    const link = namedLink(this.text, at);
    return link?.href === undefined ? undefined : { node: { is: "link", href: link.href, inside: this.inside(link.shown, true) }, to: link.to };
  }

  private address(at: number): Found | undefined {
    const link = bareLink(this.text, at);
    if (link?.href === undefined) return link && { to: link.to };
    return { node: { is: "link", href: link.href, inside: [{ is: "text", text: link.shown }] }, to: link.to };
  }

  private marked(at: number): Found | undefined {
    const { text } = this;
    for (const [mark, is] of MARKS) {
      if (!text.startsWith(mark, at) || this.endless.has(mark)) continue;
      const from = at + mark.length;
      const opens = /\S/.test(text[from] ?? "") && !(mark.startsWith("_") && WORD.test(text[at - 1] ?? ""));
      if (!opens) continue;
      const end = this.closing(mark, from);
      if (end !== undefined) return { node: { is, inside: this.inside(text.slice(from, end), this.inLink) }, to: end + mark.length };
      this.endless.add(mark);
    }
    return undefined;
  }

  private closing(mark: string, from: number): number | undefined {
    const { text } = this;
    for (let end = text.indexOf(mark, from + 1); end >= 0; end = text.indexOf(mark, end + 1)) {
      const closes = /\S/.test(text[end - 1]!) && !(mark.startsWith("_") && WORD.test(text[end + mark.length] ?? ""));
      const longer = mark.length === 1 && (text[end + 1] === mark || text[end - 1] === mark);
      if (closes && !longer) return end;
    }
    return undefined;
  }

  private inside(text: string, inLink: boolean): readonly Inline[] {
    return new Reader(text, this.depth + 1, inLink).read();
  }
}
