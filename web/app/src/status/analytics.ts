import { Graph } from "./Graph";
import { line, minutesOf, type Answers, type Minutes } from "./minutes";

const EVERY_MILLIS = 5_000;

interface Range<T> {
  readonly asOf: string;
  readonly from: string;
  readonly to: string;
  readonly items: readonly T[];
}

interface Busiest {
  readonly items: readonly { readonly sessionId: string; readonly messages: number }[];
}

/** Whoever asks for a development token may see the numbers; with another issuer nobody is asked. */
async function token(): Promise<string> {
  const answer = await fetch("/dev/tokens", {
    method: "POST",
    // Else the cookie that comes with it would make whoever looks here another user elsewhere.
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user: "status", scopes: ["chat:service"] }),
  });
  if (!answer.ok) {
    throw new Error("they are for tokens with the scope chat:service, and this server makes none");
  }
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function ask<T>(path: string, bearer: string): Promise<T> {
  const answer = await fetch(`/analytics/${path}`, {
    headers: { Authorization: `Bearer ${bearer}` },
    cache: "no-store",
    signal: AbortSignal.timeout(EVERY_MILLIS),
  });
  if (answer.status === 404) {
    throw new Error("start with ./confab up --analytics");
  }
  if (!answer.ok) {
    throw new Error(answer.status === 503 ? "they are not up to date yet" : `the server answers ${answer.status}`);
  }
  return (await answer.json()) as T;
}

/** The plots of the last hour, made when there are figures for them. */
class Plots {
  private readonly messages: Graph;
  private readonly users: Graph;
  private readonly answers: Graph;
  private readonly busiest = document.createElement("ol");

  constructor(parent: HTMLElement) {
    this.messages = new Graph("Messages a minute", ["all", "assistants'"], "", parent);
    this.users = new Graph("Active users a minute", ["users"], "", parent);
    this.answers = new Graph("Until an assistant answers", ["median", "99 %"], "ms", parent);
    const section = document.createElement("section");
    const heading = document.createElement("h2");
    heading.textContent = "Busiest sessions of this hour";
    section.append(heading, this.busiest);
    parent.append(section);
  }

  show(minutes: Range<Minutes>, answers: Range<Answers>, busiest: Busiest): void {
    const times = minutesOf(minutes.from, minutes.to);
    this.messages.show(times, [
      line(times, minutes.items, (item) => item.messages, 0),
      line(times, minutes.items, (item) => item.assistantMessages, 0),
    ]);
    this.users.show(times, [line(times, minutes.items, (item) => item.activeUsers, 0)]);
    const asked = minutesOf(answers.from, answers.to);
    this.answers.show(asked, [
      line(asked, answers.items, (item) => item.responses.p50Millis, null),
      line(asked, answers.items, (item) => item.responses.p99Millis, null),
    ]);
    this.busiest.replaceChildren(
      ...busiest.items.map((session) => {
        const entry = document.createElement("li");
        const count = document.createElement("b");
        count.textContent = session.messages.toLocaleString("en");
        entry.append(count, ` ${session.sessionId}`);
        return entry;
      }),
    );
  }
}

/** Shows what was said in the last hour, where the analytics service runs. Does not return. */
export async function analytics(state: HTMLElement, parent: HTMLElement): Promise<void> {
  let plots: Plots | null = null;
  for (;;) {
    try {
      const bearer = await token();
      const [minutes, answers, busiest] = await Promise.all([
        ask<Range<Minutes>>("minutes", bearer),
        ask<Range<Answers>>("responses", bearer),
        ask<Busiest>("sessions/busiest?limit=5", bearer),
      ]);
      plots ??= new Plots(parent);
      plots.show(minutes, answers, busiest);
      state.textContent = `The last hour, with everything up to ${new Date(minutes.asOf).toLocaleTimeString()}.`;
    } catch (failure) {
      state.textContent = `No figures: ${failure instanceof Error ? failure.message : failure}.`;
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MILLIS));
  }
}
