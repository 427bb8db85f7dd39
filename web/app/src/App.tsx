import { useEffect, useState } from "react";
import { Desktop } from "./Desktop";
import { SignIn, Unreachable } from "./SignIn";
import { developmentAccount, isUnreachable, rememberedUser, rememberUser, type Account } from "./store/account";
import { Desk, DeskContext } from "./store/desk";
import { beginSignIn, configuredIssuer, signedIn, type Issuer } from "./store/issuer";
import { goTo } from "./store/route";
import { Writings } from "./store/writings";

/** `issuer` is `null` where accounts are for trying out, and not there while nobody knows. */
interface Door {
  readonly issuer?: Issuer | null;
  readonly account?: Account;
  readonly error?: string;
}

export function App() {
  const [door, setDoor] = useState<Door>();
  const account = door?.account;
  const desk = useDeskOf(account);

  useEffect(() => {
    let current = true;
    void find().then((found) => current && setDoor(found));
    return () => {
      current = false;
    };
  }, []);

  if (door === undefined) return null;
  const again = () => {
    found = undefined;
    void find().then(setDoor);
  };
  const signIn = (user: string) => {
    rememberUser(user);
    setDoor({ issuer: null, account: developmentAccount(user) });
  };
  const close = () => setDoor(door.issuer === undefined ? {} : { issuer: door.issuer });
  const signOut = () => {
    goTo(undefined, true);
    close();
    account?.signOut();
  };
  // The conversation stays open, and so does the provider's session.
  const signInAgain = () => {
    if (door.issuer) beginSignIn(door.issuer).catch((failure: Error) => desk?.say(failure.message));
    else {
      rememberUser(undefined);
      close();
    }
  };
  if (door.issuer === undefined) return <Unreachable error={door.error} onAgain={again} />;
  if (account === undefined) return <SignIn issuer={door.issuer} error={door.error} onSignIn={signIn} />;
  if (desk?.user !== account.user) return null;
  return (
    <DeskContext value={desk}>
      <Desktop key={desk.user} onSignOut={signOut} onSignInAgain={signInAgain} />
    </DeskContext>
  );
}

/** What the user has, once it is known what he wrote here before. */
function useDeskOf(account: Account | undefined): Desk | undefined {
  const [desk, setDesk] = useState<Desk>();
  useEffect(() => {
    if (account === undefined) return undefined;
    let own: Desk | undefined;
    let left = false;
    void Writings.open(account.user).then((writings) => {
      if (left) return;
      own = new Desk(account, writings);
      own.start();
      setDesk(own);
    });
    return () => {
      left = true;
      own?.stop();
      setDesk(undefined);
    };
  }, [account]);
  return desk;
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
    const error = isUnreachable(failure) ? "The server can't be reached." : (failure as Error).message;
    return { ...(issuer === undefined ? {} : { issuer }), error };
  }
}
