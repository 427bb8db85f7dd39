// What axe finds keeps somebody from using the page, or makes it harder.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds in the page as it is now, each with where it was seen. */
export async function barriers(page, seen) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const found = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, at: nodes.map((node) => `${node.target}: ${node.html.slice(0, 120)}`) }));
  });
  return violations.map((each) => ({ seen, ...each }));
}
