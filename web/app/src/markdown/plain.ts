import type { Inline } from "./inline";
import { parse, type Block } from "./parse";

/** A message's text in one line without its marks. */
export function plainOf(text: string): string {
  return parse(text).map(blockText).join(" ").replace(/\s+/g, " ").trim();
}

/** The first so many characters; none is cut in two. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) return text;
  const cutsPair = /[\ud800-\udbff]/.test(text[length - 1]!);
  return `${text.slice(0, cutsPair ? length - 1 : length)} …`;
}

function blockText(block: Block): string {
  switch (block.is) {
    case "paragraph":
    case "heading":
      return inlineText(block.inside);
    case "code":
      return block.text;
    case "quote":
      return block.inside.map(blockText).join(" ");
    case "list":
      return block.items.map(inlineText).join(" ");
  }
}

function inlineText(nodes: readonly Inline[]): string {
  return nodes.map(nodeText).join("");
}

function nodeText(node: Inline): string {
  switch (node.is) {
    case "text":
    case "code":
      return node.text;
    case "break":
      return " ";
    case "strong":
    case "em":
    case "strike":
    case "link":
      return inlineText(node.inside);
  }
}
