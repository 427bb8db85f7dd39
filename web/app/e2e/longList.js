// The first page of history is made a hundred thousand messages long; then it is scrolled, and older pages come in front.
import assert from "node:assert/strict";

const COUNT = 100_000;

export async function longList({ context, home, signIn }) {
  const page = await context.newPage();
  await page.route(/\/chat\/sessions\/[^/]+\/messages\?/, async (route) => {
    const url = new URL(route.request().url());
    const sessionId = url.pathname.split("/")[3];
    const before = Number(url.searchParams.get("before") ?? COUNT + 1_000_000);
    const upTo = Math.min(before, (await lastSeq(page, sessionId)) + 1);
    const first = before > COUNT ? upTo - COUNT : before - 200;
    const items = Array.from({ length: upTo - first }, (_, i) => message(sessionId, first + i));
    await route.fulfill({ json: { items, nextCursor: "more" } });
  });
  await page.goto(home);
  await signIn(page, "alice");
  await page.locator(".sidebar .row").first().click();
  await page.locator(".message").first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(1_000);

  const frames = await page.evaluate(scroll);
  console.log(`      ${frames.count} frames while scrolling: median ${frames.median.toFixed(1)} ms, 95 % ${frames.p95.toFixed(1)} ms, worst ${frames.worst.toFixed(1)} ms; ${frames.rows} rows in the page`);
  assert.ok(frames.rows < 200, "only what is seen is in the page");
  assert.ok(frames.median < 40, "smooth");

  const jump = await page.evaluate(prepend);
  console.log(`      an older page came in front: what was read moved by ${jump.moved.toFixed(1)} px, ${jump.grown} px were added`);
  assert.ok(jump.grown > 1_000, "an older page came");
  assert.ok(Math.abs(jump.moved) < 3, "nothing jumped");
  await page.close();
}

const lastSeq = (page, sessionId) => page.evaluate(async (id) => 0 * id.length + 10, sessionId).then((seq) => seq + COUNT * 2);

function message(sessionId, seq) {
  const long = seq % 7 === 0 ? "\n\nA second paragraph that is a good deal longer than the first, so that rows are of many heights and have to be measured." : "";
  return { id: `${sessionId}.${seq}`, sessionId, seq, senderId: ["alice", "bob", "carol"][seq % 3], role: "user", content: `Message **${seq}**${long}`, metadata: {}, createdAt: new Date(1.79e12 + seq * 1000).toISOString() };
}

async function scroll() {
  const list = document.querySelector(".messages");
  const times = [];
  let last = performance.now();
  for (let i = 0; i < 180; i++) {
    list.scrollTop -= i % 3 === 0 ? 1_500 : 400;
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - last);
    last = performance.now();
  }
  times.sort((a, b) => a - b);
  return { count: times.length, median: times[90], p95: times[171], worst: times[179], rows: document.querySelectorAll(".message").length };
}

async function prepend() {
  const list = document.querySelector(".messages");
  const frame = () => new Promise(requestAnimationFrame);
  list.scrollTop = 2_500;
  for (let i = 0; i < 30; i++) await frame();
  const row = [...document.querySelectorAll(".message")].find((each) => each.getBoundingClientRect().top > 200);
  const { id } = row;
  const height = list.scrollHeight;
  list.scrollTop -= 1_400;
  await frame();
  const before = document.getElementById(id).getBoundingClientRect().top;
  for (let i = 0; i < 200 && list.scrollHeight < height + 1_000; i++) await frame();
  for (let i = 0; i < 20; i++) await frame();
  const after = document.getElementById(id)?.getBoundingClientRect().top ?? NaN;
  return { moved: after - before, grown: list.scrollHeight - height };
}
