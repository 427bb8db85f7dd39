import { useEffect, useState, type FormEvent } from "react";
import { Avatar } from "./part/Avatar";
import { ThemeButton } from "./part/ThemeButton";
import { isUnreachable, isUserId, tokenOf } from "./store/account";
import { beginSignIn, type Issuer } from "./store/issuer";
import { FIRST_USERS } from "./store/welcome";

const AGAIN_MILLIS = 5_000;

/** @param issuer where people sign in; `null` where accounts are for trying out */
export function SignIn({ issuer, error = "", onSignIn }: { issuer: Issuer | null; error?: string | undefined; onSignIn: (user: string) => void }) {
  return (
    <main className="sign-in">
      <div className="corner"><ThemeButton /></div>
      <section>
        <h1><Mark /> Confab</h1>
        {issuer ? <AtIssuer issuer={issuer} before={error} /> : <AsAnybody before={error} onSignIn={onSignIn} />}
      </section>
    </main>
  );
}

/** Nobody knows yet how people sign in here. It is asked again by itself. */
export function Unreachable({ error = "", onAgain }: { error?: string | undefined; onAgain: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onAgain, AGAIN_MILLIS);
    window.addEventListener("online", onAgain);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", onAgain);
    };
  }, [onAgain]);
  return (
    <main className="sign-in">
      <section>
        <h1><Mark /> Confab</h1>
        <p className="error" role="alert">{error}</p>
        <button type="button" className="button" onClick={onAgain}>Try again</button>
      </section>
    </main>
  );
}

/** The page itself failed. */
export function Failed() {
  return (
    <main className="sign-in">
      <section>
        <h1><Mark /> Confab</h1>
        <p className="error" role="alert">Something went wrong in this page.</p>
        <button type="button" className="button" onClick={() => location.reload()}>Load it again</button>
      </section>
    </main>
  );
}

function AtIssuer({ issuer, before }: { issuer: Issuer; before: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(before);
  // Back from the provider without a sign-in, the page may be as it was left.
  useEffect(() => {
    const back = () => setBusy(false);
    window.addEventListener("pageshow", back);
    return () => window.removeEventListener("pageshow", back);
  }, []);
  const enter = async () => {
    setBusy(true);
    try {
      await beginSignIn(issuer);
    } catch (failure) {
      setError(isUnreachable(failure) ? "The sign-in service can't be reached." : (failure as Error).message);
      setBusy(false);
    }
  };
  return (
    <>
      <p>You sign in at {new URL(issuer.issuer).host}, and come back here.</p>
      <button type="button" className="button" disabled={busy} autoFocus onClick={() => void enter()}>Sign in</button>
      <p className="error" role="alert">{error}</p>
    </>
  );
}

function AsAnybody({ before, onSignIn }: { before: string; onSignIn: (user: string) => void }) {
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(before);

  const enter = async (user: string) => {
    setBusy(true);
    setError("");
    try {
      await tokenOf(user);
      onSignIn(user);
    } catch (failure) {
      setError(isUnreachable(failure) ? "The server can't be reached." : (failure as Error).message);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const user = name.trim();
    if (isUserId(user)) void enter(user);
    else setError("A name has letters, digits, - and _ only, up to 64.");
  };

  return (
    <>
      <p>Sign in as one of these, and as the other in a second window.</p>
      <div className="choices">
        {FIRST_USERS.map((user, i) => (
          <button key={user} type="button" disabled={busy} autoFocus={i === 0} onClick={() => void enter(user)}>
            <Avatar name={user} />
            <span>{user}</span>
          </button>
        ))}
      </div>
      <form onSubmit={submit}>
        <label htmlFor="name">or as somebody else</label>
        <div className="field">
          <input id="name" dir="auto" value={name} maxLength={64} autoComplete="off" spellCheck={false} placeholder="carol" onChange={(event) => setName(event.target.value)} />
          <button type="submit" className="button" disabled={busy || name.trim() === ""}>Sign in</button>
        </div>
      </form>
      <p className="error" role="alert">{error}</p>
      <p className="small">Development accounts: no password, on this machine only.</p>
    </>
  );
}

export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path className="bubble" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H14l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z" />
      <path className="lines" d="M9 11.500h14M9 17h9" />
    </svg>
  );
}
