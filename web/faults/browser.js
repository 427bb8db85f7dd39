#!/usr/bin/env node
// Plays the scenarios to a client in pages of Chromium, all driven by this process: `--client sdk` or `--client app`. See README.md.
import { AppPage } from "./adapters/app.js";
import { SdkPage } from "./adapters/browser.js";
import { Chromiums } from "./chromium.js";
import { asked, play } from "./play.js";

const CLIENTS = { sdk: SdkPage, app: AppPage };

const { client = "sdk", ...values } = asked();
const Page = CLIENTS[client];
if (!Page) throw new Error(`No client in a page is called ${client}: there are ${Object.keys(CLIENTS).join(" and ")}.`);
const chromiums = new Chromiums();
const held = await play(values, { make: (world) => new Page(chromiums, world), pages: Page.pages, can: Page.can });
await chromiums.end();
process.exit(held ? 0 : 1);
