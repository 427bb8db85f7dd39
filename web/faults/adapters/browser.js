// The JavaScript SDK under the suite of faults, in a page of Chromium. Wants `--pages` to be the folder `web`.
import { emptyPage, network, obeying } from "./page.js";

const { FAULTS_URL, FAULTS_SESSION, FAULTS_CLOCK } = process.env;

const page = await emptyPage();
await page.goto(`${FAULTS_URL}/faults/page/index.html?session=${FAULTS_SESSION}&clock=${FAULTS_CLOCK}`);
obeying(page, async (command) => {
  if (command.do === "network") await network(page, command.event);
  await page.evaluate((each) => void window.played.obey(each), command);
});
