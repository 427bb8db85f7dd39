import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Markdown } from "../src/markdown/Markdown";
import { clipped, plainOf } from "../src/markdown/plain";

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

  it.each([
    ["请看https://example.com/a。谢谢", "https://example.com/a"],
    ["（https://example.com/a）。", "https://example.com/a"],
    ["「https://example.com/a」", "https://example.com/a"],
    ["https://example.com…", "https://example.com"],
    ["(see https://en.wikipedia.org/wiki/A_(b))", "https://en.wikipedia.org/wiki/A_(b)"],
    ["(see https://en.wikipedia.org/wiki/A_(b).)", "https://en.wikipedia.org/wiki/A_(b)"],
    ["[https://example.com/a[1]]", "https://example.com/a[1]"],
    ["“https://example.com/a”, he said", "https://example.com/a"],
    ["https://example.com/a؟", "https://example.com/a"],
    ["https://zh.wikipedia.org/wiki/中文！", "https://zh.wikipedia.org/wiki/中文"],
    ["https://example.com/a\u202e/exe.b", "https://example.com/a"],
    ["https://example.com/?q=a&b=c#d.", "https://example.com/?q=a&b=c#d"],
  ])("ends the address where it ends in %j", (text, shown) => {
    html(text);
    expect([...host.querySelectorAll("a")].map((link) => link.textContent)).toEqual([shown]);
    expect(host.textContent).toBe(text);
  });

  it("begins no address within a word, nor where there is none", () => {
    html("xhttps://example.com 1http://example.com http:// mailto: http://[");
    expect(host.querySelectorAll("a").length).toBe(0);
  });

  it.each([
    ["`` a`b ``", "<p><code> a`b </code></p>"],
    ["a ``` b `c`", "<p>a ``` b <code>c</code></p>"],
    ["`a``", "<p>`a``</p>"],
  ])("closes code with as many backticks as opened it: %j", (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  it.each([
    ["## Title ##  ", "Title"],
    ["# C#", "C#"],
    ["# #", "#"],
  ])("takes the hashes off that close a heading: %j", (text, shown) => {
    html(text);
    expect(host.querySelector(".heading")?.textContent).toBe(shown);
  });
});

describe("a message in one line", () => {
  it.each([
    ["C# foo_bar_baz 2 > 1 #42", "C# foo_bar_baz 2 > 1 #42"],
    ["**Bold** and `code_x` and [a link](https://example.org)", "Bold and code_x and a link"],
    ["> quoted\n\n- one\n- two", "quoted one two"],
    ["a\nb", "a b"],
    ["~/.bashrc and 5 * 3 * 2", "~/.bashrc and 5 * 3 * 2"],
  ])("has what was written, without the marks: %j", (text, shown) => {
    expect(plainOf(text)).toBe(shown);
  });

  it("is not cut within a character", () => {
    expect(clipped(`${"a".repeat(199)}😀b`, 200)).toBe(`${"a".repeat(199)} …`);
    expect(clipped("short", 200)).toBe("short");
  });
});
