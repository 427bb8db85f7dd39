import { useEffect, useState } from "react";
import { Desktop } from "./Desktop";
import { SignIn } from "./SignIn";
import { rememberedUser, rememberUser } from "./store/account";
import { Desk, DeskContext } from "./store/desk";
import { goTo } from "./store/route";

export function App() {
  const [user, setUser] = useState(rememberedUser);
  const [desk, setDesk] = useState<Desk | null>(null);

  useEffect(() => {
    if (user === undefined) return undefined;
    const own = new Desk(user);
    own.start();
    setDesk(own);
    document.title = `${user} · Confab`;
    return () => {
      own.stop();
      setDesk(null);
      document.title = "Confab";
    };
  }, [user]);

  const signIn = (name: string) => {
    rememberUser(name);
    setUser(name);
  };
  const signOut = () => {
    rememberUser(undefined);
    goTo(undefined, true);
    setUser(undefined);
  };

  if (user === undefined) return <SignIn onSignIn={signIn} />;
  if (!desk) return null;
  return (
    <DeskContext value={desk}>
      <Desktop onSignOut={signOut} />
    </DeskContext>
  );
}
