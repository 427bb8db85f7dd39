import { useEffect, useState } from "react";
import { Desktop } from "./Desktop";
import { SignIn, Unreachable } from "./SignIn";
import { developmentAccount, rememberedUser, rememberUser, type Account } from "./store/account";
import { Desk, DeskContext } from "./store/desk";
import { configuredIssuer, signedIn, type Issuer } from "./store/issuer";
import { goTo } from "./store/route";

/** `issuer` is `null` where accounts are for trying out, and not there while nobody knows. */
interface Door {
  readonly issuer?: Issuer | null;
  readonly account?: Account;
  readonly error?: string;
}

export function App() {
  const [door, setDoor] = useState<Door>();
  const [desk, setDesk] = useState<Desk | null>(null);
  const account = door?.account;

  useEffect(() => {
    let current = true;
    void find().then((found) => current && setDoor(found));
    return () => {
      current = false;
    };
  }, []);
  useEffect(() => {
    if (account === undefined) return undefined;
    const own = new Desk(account);
    own.start();
    setDesk(own);
    return () => {
      own.stop();
      setDesk(null);
    };
  }, [account]);

  if (door === undefined) return null;
  const again = () => {
    found = undefined;
    void find().then(setDoor);
  };
  const signIn = (user: string) => {
    rememberUser(user);
    setDoor({ issuer: null, account: developmentAccount(user) });
  };
  const signOut = () => {
    goTo(undefined, true);
    setDoor(door.issuer === undefined ? {} : { issuer: door.issuer });
    account?.signOut();
  };
  if (door.issuer === undefined) return <Unreachable error={door.error} onAgain={again} />;
  if (account === undefined) return <SignIn issuer={door.issuer} error={door.error} onSignIn={signIn} />;
  if (!desk) return null;
  return (
    <DeskContext value={desk}>
      <Desktop onSignOut={signOut} />
    </DeskContext>
  );
}

/** Asked once for each page, however often it is mounted: a code from the provider is good for once. */
let found: Promise<Door> | undefined;
const find = () => (found ??= look());

async function look(): Promise<Door> {
  const user = rememberedUser();
  let issuer: Issuer | null | undefined;
  try {
    issuer = (await configuredIssuer()) ?? null;
    const account = issuer ? await signedIn(issuer) : user === undefined ? undefined : developmentAccount(user);
    return { issuer, ...(account === undefined ? {} : { account }) };
  } catch (failure) {
    // Whoever had a development account here is offline, and comes back by himself.
    if (issuer === undefined && user !== undefined) return { issuer: null, account: developmentAccount(user) };
    const error = failure instanceof TypeError ? "The server can't be reached." : (failure as Error).message;
    return { ...(issuer === undefined ? {} : { issuer }), error };
  }
}
