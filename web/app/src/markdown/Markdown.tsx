import { Fragment, memo, useMemo, type ReactNode } from "react";
import type { Inline } from "./inline";
import { parse, type Block } from "./parse";

/** A message's text. Everything becomes React elements: there is no way for it to become HTML. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parse(text), [text]);
  return (
    <div className="markdown" dir="auto">
      {blocks.map(block)}
    </div>
  );
});

function block(node: Block, key: number): ReactNode {
  switch (node.is) {
    case "paragraph":
      return <p key={key} dir="auto">{node.inside.map(inline)}</p>;
    case "heading":
      return <p key={key} dir="auto" className="heading">{node.inside.map(inline)}</p>;
    case "code":
      return <pre key={key} dir="ltr"><code>{node.text}</code></pre>;
    case "quote":
      return <blockquote key={key} dir="auto">{node.inside.map(block)}</blockquote>;
    case "list": {
      const items = node.items.map((item, i) => <li key={i} dir="auto">{item.map(inline)}</li>);
      return node.ordered ? <ol key={key} dir="auto" start={node.start}>{items}</ol> : <ul key={key} dir="auto">{items}</ul>;
    }
  }
}

function inline(node: Inline, key: number): ReactNode {
  switch (node.is) {
    case "text":
      return <Fragment key={key}>{node.text}</Fragment>;
    case "break":
      return <br key={key} />;
    case "code":
      return <code key={key}>{node.text}</code>;
    case "strong":
      return <strong key={key}>{node.inside.map(inline)}</strong>;
    case "em":
      return <em key={key}>{node.inside.map(inline)}</em>;
    case "strike":
      return <s key={key}>{node.inside.map(inline)}</s>;
    case "link":
      return (
        <a key={key} href={node.href} title={node.href} target="_blank" rel="noopener noreferrer nofollow">
          <bdi>{node.inside.map(inline)}</bdi>
        </a>
      );
  }
}
