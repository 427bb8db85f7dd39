import { fileURLToPath } from "node:url";
import { PageClient } from "./page.js";

/** The JavaScript SDK under the suite of faults, in a page of Chromium. */
export class SdkPage extends PageClient {
  /** The folder that is served to it: `web`. */
  static pages = fileURLToPath(new URL("../..", import.meta.url));

  async begin({ url, session, clock, storage }) {
    if (storage) await this.failing(storage, url);
    await this.page.goto(`${url}/faults/page/index.html?session=${session}&clock=${clock}`);
  }

  async obey(command) {
    if (command.do === "network") await this.network(command.event);
    await this.page.evaluate((each) => void window.played.obey(each), command);
  }
}
