// Looks at the app of docs/use-it-in-your-app.md, as alice and bob:
//   node e2e/yourApp.js start|plain|goOn <app> <origin of its sockets> <file> <what must be in it by now>
import { setTimeout as pause } from "node:timers/promises";
import { launch } from "./browser.js";

const [step, app, origin, file, text] = process.argv.slice(2);
for (let tries = 0; !(await served(file)).includes(text); tries++) {
  if (tries > 600) throw new Error(`${app}${file} has no ${text}: ${await served(file)}`);
  await pause(100);
}
const browser = await launch();
const failures = [];

/** What the dev server gives for a file; nothing while it is not there. */
async function served(path) {
  return await fetch(app + path).then((response) => response.text()).catch(() => "");
}

async function open(path) {
  const page = await (await browser.newContext()).newPage();
  page.on("pageerror", (failure) => failures.push(failure.message));
  page.on("websocket", (socket) => {
    const expected = `${origin.replace(/^http/, "ws")}/chat/socket`;
    if (socket.url().includes("/chat/") && socket.url() !== expected) failures.push(`a socket to ${socket.url()}, not ${expected}`);
  });
  await page.goto(app + path);
  return page;
}

/** Opens the conversation, once the list has it. */
async function choose(page) {
  const row = page.getByRole("button", { name: "Lunch" });
  for (let tries = 0; tries < 50 && !(await row.or(page.getByRole("alert")).first().isVisible()); tries++) {
    await pause(200);
    if (tries % 10 === 9) await page.reload();
  }
  await row.first().click();
}

const field = (page) => page.getByRole("textbox", { name: "Message" });
const sees = (page, text) => page.getByText(text).last().waitFor();

async function write(page, text) {
  await field(page).fill(text);
  await field(page).press("Enter");
}

const alice = await open("/?user=alice");
if (step === "start") await alice.getByRole("button", { name: "New conversation" }).click();
else await choose(alice);
await alice.getByRole("status").filter({ hasText: "online" }).waitFor();

const bob = await open(step === "plain" ? "/plain.html?user=bob" : "/?user=bob");
if (step !== "plain") await choose(bob);

const [question, answer] = [`Soup (${step}, ${Date.now()})?`, `Yes (${step}, ${Date.now()})!`];
await write(alice, question);
await sees(bob, `alice: ${question}`);
if (step !== "plain") {
  await field(bob).pressSequentially("Ye");
  await sees(alice, "bob writing");
}
await write(bob, answer);
await sees(alice, `bob: ${answer}`);

await browser.close();
if (failures.length > 0) throw new Error(failures.join("\n"));
console.log(`ok    ${step}`);
