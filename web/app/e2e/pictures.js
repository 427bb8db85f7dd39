// A conversation with everything in it, in every width and theme: can everybody use it, and how does it look?
import { barriers } from "./accessible.js";
import { asker } from "./rest.js";

const WIDTHS = [[390, 844], [768, 1024], [1440, 900]];

/** With a folder pictures of all go there. */
export async function pictures({ browser, home, folder, confab, signIn }) {
  const id = await scene(confab);
  if (folder) await needsFonts(browser);
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, height] of WIDTHS) {
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
      for (const item of ["Rename", "Clear"]) {
        await page.getByRole("button", { name: "More", exact: true }).click();
        if (item === "Rename") await shot("menu");
        await page.getByRole("menuitem", { name: item }).click();
        await shot(item.toLowerCase());
        await page.keyboard.press("Escape");
      }
      if (width < 700) {
        await page.getByRole("button", { name: /^People/ }).click();
        await shot("people");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Back to the list" }).click();
        await page.locator(".sidebar .row").first().waitFor();
        await shot("list");
        await page.getByRole("button", { name: "New conversation" }).click();
        await shot("new");
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

/** Fails where a character of the pictures would be an empty box. */
async function needsFonts(browser) {
  const page = await browser.newPage();
  const missing = await page.evaluate((text) => {
    const context = Object.assign(document.createElement("canvas"), { width: 40, height: 40 }).getContext("2d", { willReadFrequently: true });
    const drawn = (char) => {
      context.clearRect(0, 0, 40, 40);
      context.font = "24px system-ui, sans-serif";
      context.fillText(char, 4, 30);
      return String(context.getImageData(0, 0, 40, 40).data);
    };
    // Of noncharacters there is no glyph in any font.
    const box = drawn("\u{10fffe}");
    return [...new Set(text)].filter((char) => !/\s/.test(char) && drawn(char) === box);
  }, LINES.map(([, content]) => content).join(""));
  await page.close();
  if (missing.length > 0) throw new Error(`No font has ${missing.join(" ")}: install one, for example fonts-noto-core and fonts-noto-color-emoji.`);
}

async function scene(confab) {
  const [alice, bob, guide] = await Promise.all([asker(confab, "alice", ["chat:assistant"]), asker(confab, "bob"), asker(confab, "guide", ["chat:assistant"])]);
  const { id } = await alice.ask("/chat/sessions", { title: "Release 2.4", members: ["bob", "guide", "carol"] });
  const say = (who, content, role) => who.ask(`/chat/sessions/${id}/messages`, { content, ...(role ? { role } : {}) });
  for (const line of LINES) await say({ alice, bob, guide }[line[0]], line[1], line[2]);
  await bob.ask("/chat/sessions", { members: ["alice"] });
  await alice.ask("/chat/sessions", { title: "A conversation whose title is much longer than there is room for in the list", members: ["dave"] });
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
