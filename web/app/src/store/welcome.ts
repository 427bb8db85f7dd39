import { Confab } from "@confab/client";
import { tokenOf } from "./account";

/** The two that everybody tries first; they share a session from the start. */
export const FIRST_USERS = ["alice", "bob"] as const;

/**
 * The session in which newcomers meet; the same one whoever comes first and however often this is called. It is
 * alice's, so it is made in her name. Only where development accounts are given out.
 */
export async function generalSession(user: string): Promise<string> {
  const [alice, bob] = FIRST_USERS;
  const host = new Confab({ token: () => tokenOf(alice) });
  const { id } = await host.createSession({ title: "General", members: [bob] }, "general");
  if (user !== alice && user !== bob) await host.session(id).addMember(user);
  return id;
}
