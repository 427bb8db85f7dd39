import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Markdown } from "../src/markdown/Markdown";
import { parse } from "../src/markdown/parse";

let host: HTMLElement;
let root: ReturnType<typeof createRoot>;

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.createElement("div");
  root = createRoot(host);
});
afterEach(() => act(() => root.unmount()));

function html(text: string): string {
  act(() => root.render(<Markdown text={text} />));
  return host.firstElementChild!.innerHTML.replace(/ dir="(auto|ltr)"/g, "");
}

describe("Markdown", () => {
  it.each([
    ["plain", "<p>plain</p>"],
    ["**bold** and *em* and _em_ and ~~gone~~", "<p><strong>bold</strong> and <em>em</em> and <em>em</em> and <s>gone</s></p>"],
    ["**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"],
    ["a snake_case_name stays", "<p>a snake_case_name stays</p>"],
    ["2 * 3 * 4", "<p>2 * 3 * 4</p>"],
    ["`**no**`", "<p><code>**no**</code></p>"],
    ["\\*no\\*", "<p>*no*</p>"],
    ["one\ntwo", "<p>one<br>two</p>"],
    ["one\n\ntwo", "<p>one</p><p>two</p>"],
    ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
    ["3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'],
    ["> said", "<blockquote><p>said</p></blockquote>"],
    ["```js\n<b>*x*\n```", "<pre><code>&lt;b&gt;*x*</code></pre>"],
    ["```\nnever ended", "<pre><code>never ended</code></pre>"],
    ["# Title", '<p class="heading">Title</p>'],
  ])("renders %j", (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,hello)",
    "[x](JAVASCRIPT:alert(1))",
    "[x](vbscript:x) ![x](https://example.org/x.png)",
    "[x](/relative) [x](//example.org)",
  ])("makes nothing but text and safe links of %j", (text) => {
    html(text);
    expect(host.querySelectorAll("script, img, iframe, [onerror]").length).toBe(0);
    for (const link of host.querySelectorAll("a")) expect(link.href).toMatch(/^https:\/\/example\.org/);
  });

  it("follows http, https and mailto only, without handing anything over", () => {
    html("https://example.org/a_b_(c)? [mail](mailto:a@example.org), http://example.org.");
    const links = [...host.querySelectorAll("a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual(["https://example.org/a_b_(c)", "mailto:a@example.org", "http://example.org/"]);
    for (const link of links) expect(link.rel).toBe("noopener noreferrer nofollow");
  });

  it("keeps a link's text apart from what is around it, whichever way it is written", () => {
    html("[\u202Etxt.exe](https://example.org/)");
    expect(host.querySelector("a > bdi")).not.toBeNull();
    expect(host.querySelector(".markdown")?.getAttribute("dir")).toBe("auto");
  });

  it.each(["*", "_", "**", "`", "[", "~~", ">", "[a](", "*a_", "h", "http://", "\\", "`a``", "- ", "<"])("is quick with 32 KB of %j", (part) => {
    const text = part.repeat(32_768 / part.length);
    const started = performance.now();
    parse(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
