import { useEffect, useState } from "react";
import { Leftover } from "./Leftover";
import { useConnection, useDesk, useLive } from "./store/desk";
import { useNetwork } from "./store/network";

const PATIENCE = 700;

interface BannerProps {
  readonly open: string | undefined;
  readonly onSignInAgain: () => void;
}

/** Says what is wrong with the line, and what was refused; nothing while all is well. */
export function Banner({ open, onSignInAgain }: BannerProps) {
  const desk = useDesk();
  const { status } = useConnection();
  const hasNetwork = useNetwork();
  const notice = useLive(desk, (each) => each.notice);
  const trouble = useLive(desk, (each) => each.tokenTrouble);

  // A cut that heals at once is not worth a word.
  const cut = useLasting(status !== "online", PATIENCE);
  return (
    <div className="banners" role="status" aria-live="polite">
      {!hasNetwork ? (
        <p className="banner"><span>You are offline. <Kept /></span></p>
      ) : trouble ? (
        <Unrecognized onSignInAgain={onSignInAgain} />
      ) : cut && status === "closed" ? (
        <Closed onSignInAgain={onSignInAgain} />
      ) : (
        cut && status !== "online" && <Cut />
      )}
      {notice !== undefined && (
        <p className="banner bad">
          <bdi>{notice}</bdi>
          <button type="button" className="link" onClick={() => desk.say(undefined)}>Dismiss</button>
        </p>
      )}
      <Stranded open={open} />
    </div>
  );
}

/** What becomes of what is written now. */
function Kept() {
  const { writings } = useDesk();
  return useLive(writings, (each) => each.lasting) ? "What you write is kept and sent later." : "What you write is sent later, if this window stays open.";
}

/** There is no token. */
function Unrecognized({ onSignInAgain }: { onSignInAgain: () => void }) {
  const desk = useDesk();
  const { message, final } = useLive(desk, (each) => each.tokenTrouble)!;
  return (
    <p className={`banner ${final ? "bad" : ""}`}>
      <span>{final ? message : `Your sign-in could not be renewed. ${message}`} <Kept /></span>
      {!final && <button type="button" className="link" onClick={() => desk.client.reconnect()}>Try now</button>}
      <button type="button" className="link" onClick={onSignInAgain}>Sign in again</button>
    </p>
  );
}

function Closed({ onSignInAgain }: { onSignInAgain: () => void }) {
  const { client } = useDesk();
  const { reason = "The connection is closed." } = useConnection();
  return (
    <p className="banner bad">
      <span>{reason} <Kept /></span>
      <button type="button" className="link" onClick={() => client.connect()}>Connect again</button>
      <button type="button" className="link" onClick={onSignInAgain}>Sign in again</button>
    </p>
  );
}

function Cut() {
  const { client } = useDesk();
  const { status, retryAt = 0 } = useConnection();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((retryAt - Date.now()) / 1000);
  return (
    <p className="banner">
      <span>
        {status === "connecting" ? "Connecting …" : <>You are offline. <Kept /></>}
        {status === "offline" && seconds > 1 && ` Next try in ${seconds} s.`}
      </span>
      {status === "offline" && <button type="button" className="link" onClick={() => client.reconnect()}>Try now</button>}
    </p>
  );
}

/** What was written in conversations that are no longer in the list. */
function Stranded({ open }: { open: string | undefined }) {
  const { writings, list } = useDesk();
  const leftovers = useLive(writings, (each) => each.leftovers);
  const rows = useLive(list, (each) => each.rows);
  const complete = useLive(list, (each) => each.listing.loaded && !each.listing.hasMore);
  const stranded = leftovers.filter(({ sessionId }) => complete && sessionId !== open && !rows.some(({ id }) => id === sessionId));
  return stranded.map((each) => <Leftover key={each.id} leftover={each} />);
}

/** Whether it has been so for that long. */
export function useLasting(is: boolean, millis: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!is) {
      setLasting(false);
      return undefined;
    }
    const timer = setTimeout(() => setLasting(true), millis);
    return () => clearTimeout(timer);
  }, [is, millis]);
  return lasting;
}
