/** One client under the suite, by what its adapter reports; how it is reached is for those who extend this. */
export class Client {
  complaints = "";
  can = [];
  name = "";
  /** How it ended, once it has: 0 if as it should. */
  exit;
  /** Every status of the session since the start, and of the connection. */
  sessions = [];
  states = [];
  contents = [];
  session;
  /** What stands in the field where one writes. */
  draft;
  /** Whether it says that what is written now outlives the page; `undefined` while it says nothing of that. */
  keeps;
  #next = 1;
  #state;
  #done = new Map();

  /** Brings it there, as far as that takes more than to make it. */
  async open() {}

  /** The connection's newest report. */
  get state() {
    return this.#state ?? { status: "none" };
  }

  /** Gives a command; returns its number. */
  do(command, fields = {}) {
    const n = this.#next++;
    this.give({ n, do: command, ...fields });
    return n;
  }

  /** What the command came to, if it is settled. */
  done(n) {
    return this.#done.get(n);
  }

  report(report) {
    switch (report.is) {
      case "ready":
        this.can = report.can;
        this.name = report.client;
        this.ready = true;
        return;
      case "state":
        this.#state = { at: performance.now(), ...report };
        this.states.push(report.status);
        return;
      case "session":
        this.session = report.status;
        this.sessions.push(report.status);
        return;
      case "messages":
        this.contents = report.contents;
        return;
      case "draft":
        this.draft = report.text;
        return;
      case "keeps":
        this.keeps = report.lasting;
        return;
      case "done":
        this.#done.set(report.n, report);
    }
  }
}
