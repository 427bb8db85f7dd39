// A conversation with everything in it, in every width and theme: can everybody use it, and how does it look?
import { barriers } from "./accessible.js";

const WIDTHS = [[390, 844], [768, 1024], [1440, 900]];

/** With a folder pictures of all go there; without one the widest and the narrowest are looked at only. */
export async function pictures({ browser, home, folder, confab, signIn }) {
  const id = await scene(confab);
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    const widths = folder ? WIDTHS : colorScheme === "light" ? WIDTHS.slice(0, 1) : WIDTHS.slice(2);
    for (const [width, height] of widths) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: "en-GB", hasTouch: width < 700 });
      const page = await context.newPage();
      const shot = async (name) => {
        if (folder) await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` });
        found.push(...(await barriers(page, `${name} at ${width}, ${colorScheme}`)));
      };
      await page.goto(home);
      await page.getByRole("button", { name: "alice", exact: true }).waitFor();
      await shot("signIn");
      await page.goto(`${home}#/s/${id}`);
      await signIn(page, "alice");
      await page.locator(".message.assistant").first().waitFor();
      await page.waitForTimeout(700);
      await shot("talk");
      if (width < 700) {
        await page.getByRole("button", { name: "Back to the list" }).click();
        await page.waitForTimeout(300);
        await shot("list");
      } else {
        await page.getByRole("button", { name: "What happens underneath" }).click();
        await page.getByRole("textbox", { name: "Message", exact: true }).fill("Round it goes");
        await page.keyboard.press("Enter");
        await page.locator(".underneath .hop").nth(1).waitFor();
        await page.waitForTimeout(400);
        await shot("underneath");
        await page.getByRole("button", { name: /^People/ }).click();
        await page.waitForTimeout(200);
        await shot("people");
      }
      await context.close();
    }
  }
  return { id, found };
}

async function scene(confab) {
  const token = async (user, scopes) => {
    const response = await fetch(`${confab}/dev/tokens`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user, scopes }) });
    return (await response.json()).access_token;
  };
  const [alice, bob, guide] = [await token("alice", ["chat:assistant"]), await token("bob"), await token("guide", ["chat:assistant"])];
  const ask = async (who, path, body) => {
    const response = await fetch(`${confab}${path}`, { method: "POST", headers: { "Content-Type": "application/json", Authorization: `Bearer ${who}` }, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  const { id } = await ask(alice, "/chat/sessions", { title: "Release 2.4", members: ["bob", "guide", "carol"] });
  const say = (who, content, role) => ask(who, `/chat/sessions/${id}/messages`, { content, ...(role ? { role } : {}) });
  for (const line of LINES) await say({ alice, bob, guide }[line[0]], line[1], line[2]);
  await ask(bob, "/chat/sessions", { members: ["alice"] });
  await ask(alice, "/chat/sessions", { title: "A conversation whose title is much longer than there is room for in the list", members: ["dave"] });
  await say(alice, "Then it is decided. Thank you both!");
  return id;
}

const LINES = [
  ["bob", "Morning! Is the branch for **2.4** cut already?"],
  ["alice", "Since last night. The build is green; there are two things left:"],
  ["alice", "1. the migration of the old `rooms` table\n2. the notes for those who run it themselves\n\nWho takes which?"],
  ["bob", "I take the migration. It is this one, if I see it right:\n```\nalter table rooms\n  add column epoch text not null default 'a';\n```"],
  ["guide", "That statement rewrites the table on PostgreSQL before 11. From 11 on, a constant default is *only a change in the catalogue*, so it takes milliseconds. See https://www.postgresql.org/docs/current/sql-altertable.html", "assistant"],
  ["bob", "> a constant default is only a change in the catalogue\n\nGood, then no downtime ~~at night~~ at all."],
  ["alice", "The maintenance window on Thursday is no longer needed", "system"],
  ["alice", "I write the notes. שלום to the team in Haifa, who tested it 🎉"],
];
