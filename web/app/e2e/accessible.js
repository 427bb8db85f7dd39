// What axe calls serious keeps somebody from using the page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SERIOUS = new Set(["serious", "critical"]);

/** What keeps somebody from using the page as it is now, each with where it was seen. */
export async function barriers(page, seen) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, at: nodes.map((node) => `${node.target}: ${node.html.slice(0, 120)}`) }));
  });
  return violations.filter((each) => SERIOUS.has(each.impact)).map((each) => ({ seen, ...each }));
}
