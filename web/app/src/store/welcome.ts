import { Confab } from "@confab/client";
import { tokenOf } from "./account";

const ALICE = "alice";
const BOB = "bob";

/** The two that everybody tries first; they share a session from the start. */
export const FIRST_USERS: readonly string[] = [ALICE, BOB];

export function isFirst(user: string): boolean {
  return FIRST_USERS.includes(user);
}

/**
 * The session in which newcomers meet; the same one whoever comes first and however often this is called. It is
 * alice's, so it is made in her name. Only where development accounts are given out.
 */
export async function generalSession(user: string): Promise<string> {
  const host = new Confab({ token: () => tokenOf(ALICE) });
  const { id } = await host.createSession({ title: "General", members: [BOB] }, "general");
  if (!isFirst(user)) await host.session(id).addMember(user);
  return id;
}
