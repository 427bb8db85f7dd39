import { useEffect, useState } from "react";
import { useConnection, useDesk, useLive } from "./store/desk";

const PATIENCE = 700;

/** Says what is wrong with the line, and what was refused; nothing while all is well. */
export function Banner({ onSignOut }: { onSignOut: () => void }) {
  const desk = useDesk();
  const connection = useConnection();
  const notice = useLive(desk, (each) => each.notice);
  const { status, code } = connection;

  useEffect(() => {
    if (status === "closed" && code === 4401) void desk.takeCookie().catch(() => undefined);
  }, [desk, status, code]);

  // A cut that heals at once is not worth a word.
  const troubled = useLasting(status !== "online", PATIENCE);
  return (
    <div className="banners" role="status" aria-live="polite">
      {troubled && status !== "online" && status !== "closed" && <Offline />}
      {troubled && status === "closed" && (
        <p className="banner bad">
          <span>{connection.reason ?? "The connection is closed."}</span>
          <button type="button" className="link" onClick={() => desk.client.connect()}>Connect again</button>
          <button type="button" className="link" onClick={onSignOut}>Sign in again</button>
        </p>
      )}
      {notice !== undefined && (
        <p className="banner bad">
          <span>{notice}</span>
          <button type="button" className="link" onClick={() => desk.say(undefined)}>Dismiss</button>
        </p>
      )}
    </div>
  );
}

function Offline() {
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
        {status === "connecting" ? "Connecting …" : "You are offline. What you write is kept and sent later."}
        {status === "offline" && seconds > 1 && ` Next try in ${seconds} s.`}
      </span>
      {status === "offline" && <button type="button" className="link" onClick={() => client.reconnect()}>Try now</button>}
    </p>
  );
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
