// A conversation is made to look as if it had a million events more; the first page of its history has a hundred thousand
// messages. It is scrolled, older pages come in front, and it is written to.
import assert from "node:assert/strict";

const COUNT = 100_000;
const SHIFT = 1_000_000;

export async function longList({ context, home, signIn, write, id }) {
  const page = await context.newPage();
  await page.route(new RegExp(`/chat/sessions/${id}/messages\\?`), (route) => {
    const query = new URL(route.request().url()).searchParams;
    const before = Number(query.get("before") ?? Number(query.get("minSeq")) + 1);
    const count = query.has("before") ? 200 : COUNT;
    return route.fulfill({ json: { items: Array.from({ length: count }, (_, i) => message(id, before - count + i)), nextCursor: "more" } });
  });
  await page.routeWebSocket(/\/chat\/socket/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => socket.send(text.includes(id) ? shifted(text, id) : text));
  });
  await page.goto(`${home}#/s/${id}`);
  await signIn(page, "alice");
  await page.locator(".message").first().waitFor({ timeout: 90_000 });
  await page.waitForTimeout(1_000);

  const started = Date.now();
  await write(page, "At the end of a long list");
  await page.locator(".message.sent", { hasText: "At the end of a long list" }).waitFor();
  console.log(`      written and back as an event in ${Date.now() - started} ms`);
  assert.ok(await page.evaluate(atEnd), "it stays at the end");

  await page.getByRole("textbox", { name: "Message", exact: true }).press("ArrowUp");
  await page.getByLabel("Change the message").fill("Changed, and not saved yet");
  const frames = await page.evaluate(scroll);
  console.log(`      ${frames.count} frames of scrolling: median ${frames.median} ms, 95 % ${frames.p95} ms, worst ${frames.worst} ms; ${frames.rows} rows in the page`);
  assert.ok(frames.rows < 200, "only what is seen is in the page");
  assert.ok(frames.median < 50, "smooth");

  const jump = await page.evaluate(prepend);
  console.log(`      an older page came in front: what was read moved by ${jump.moved.toFixed(1)} px, ${jump.grown} px were added`);
  assert.ok(jump.grown > 1_000, "an older page came");
  assert.ok(Math.abs(jump.moved) < 3, "nothing jumped");
  assert.equal(await page.getByLabel("Change the message").inputValue(), "Changed, and not saved yet", "what is being changed stays, however far one scrolls");
  await page.close();
}

function shifted(text, id) {
  return text.replace(/"(seq|lastSeq)":(\d+)/g, (_, name, seq) => `"${name}":${Number(seq) + SHIFT}`).replaceAll(new RegExp(`${id}\\.(\\d+)`, "g"), (_, seq) => `${id}.${Number(seq) + SHIFT}`);
}

function message(sessionId, seq) {
  const long = seq % 7 === 0 ? "\n\nA second paragraph that is a good deal longer than the first, so that rows are of many heights and have to be measured." : "";
  return { id: `${sessionId}.${seq}`, sessionId, seq, senderId: ["alice", "bob", "carol"][seq % 3], role: "user", content: `Message **${seq}**${long}`, metadata: {}, createdAt: new Date(1.79e12 + seq * 1000).toISOString() };
}

function atEnd() {
  const list = document.querySelector(".messages");
  return list.scrollHeight - list.scrollTop - list.clientHeight < 4;
}

async function scroll() {
  const list = document.querySelector(".messages");
  const times = [];
  let last = performance.now();
  for (let i = 0; i < 180; i++) {
    list.scrollTop -= i % 3 === 0 ? 1_500 : 400;
    await new Promise(requestAnimationFrame);
    times.push(Math.round(performance.now() - last));
    last = performance.now();
  }
  times.sort((a, b) => a - b);
  return { count: times.length, median: times[90], p95: times[171], worst: times[179], rows: document.querySelectorAll(".message").length };
}

async function prepend() {
  const list = document.querySelector(".messages");
  const frame = () => new Promise(requestAnimationFrame);
  list.scrollTop = 3_000;
  for (let i = 0; i < 40; i++) await frame();
  const height = list.scrollHeight;
  list.scrollTop = 900;
  await frame();
  await frame();
  const row = [...document.querySelectorAll(".message")].find((each) => each.getBoundingClientRect().top > 200);
  const before = row.getBoundingClientRect().top;
  for (let i = 0; i < 300 && list.scrollHeight < height + 1_000; i++) await frame();
  for (let i = 0; i < 20; i++) await frame();
  const after = document.getElementById(row.id)?.getBoundingClientRect().top ?? NaN;
  return { moved: after - before, grown: list.scrollHeight - height };
}
