import { createContext, Fragment, memo, use, useMemo, type ReactNode } from "react";
import type { Inline } from "./inline";
import { parse, type Block } from "./parse";

/** Whether Tab stops at links. */
const Reachable = createContext(true);

/** A message's text. Everything becomes React elements: there is no way for it to become HTML. */
export const Markdown = memo(function Markdown({ text, reachable = true }: { text: string; reachable?: boolean }) {
  const shown = useMemo(() => parse(text).map(block), [text]);
  return (
    <div className="markdown" dir="auto">
      <Reachable value={reachable}>{shown}</Reachable>
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
      return <Link key={key} href={node.href}>{node.inside.map(inline)}</Link>;
  }
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} title={href} target="_blank" rel="noopener noreferrer nofollow" tabIndex={use(Reachable) ? undefined : -1}>
      <bdi>{children}</bdi>
    </a>
  );
}
