import { memo, useEffect, useRef, useState } from "react";
import { clipped } from "./markdown/plain";
import { IconButton } from "./part/Button";
import { useDesk, useLive } from "./store/desk";
import { useOpenSession } from "./store/route";
import type { Entry } from "./store/trace";

const SHOWN = 4_000;

/** Each frame as it goes over the socket: its place in the log, and how long each hop took that this side can time. */
export function Underneath({ onClose }: { onClose: () => void }) {
  const { client, trace } = useDesk();
  const open = useOpenSession();
  const entries = useLive(trace, (each) => each.entries);
  const [all, setAll] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const shown = all ? entries : entries.filter(({ sessionId }) => sessionId === undefined || sessionId === open);
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [shown.length]);
  const state = open === undefined ? undefined : client.session(open).state;
  return (
    <aside className="underneath" aria-label="What happens underneath">
      <header>
        <h2>What happens underneath</h2>
        <IconButton icon="trash" label="Forget what was seen" onClick={() => trace.clear()} />
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <dl>
        <div><dt>session</dt><dd title={open}>{open ?? "–"}</dd></div>
        <div><dt>epoch</dt><dd title={state?.epoch}>{state?.epoch ?? "–"}</dd></div>
        <div><dt>seq</dt><dd>{state?.seq ?? "–"}</dd></div>
        <div><dt>state</dt><dd>{state?.status ?? "–"}{state && state.behind > 0 ? `, ${state.behind} behind` : ""}</dd></div>
      </dl>
      <label className="all">
        <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> of all conversations
      </label>
      <ol ref={list}>
        {shown.map((entry) => <Line key={entry.n} entry={entry} />)}
        {shown.length === 0 && <li className="empty">Write something, and watch it go round.</li>}
      </ol>
    </aside>
  );
}

const Line = memo(function Line({ entry }: { entry: Entry }) {
  const { direction, type, seq, epoch, hops, at, text } = entry;
  const most = Math.max(1, ...hops.map((hop) => hop.millis));
  return (
    <li className={direction}>
      <details>
        <summary>
          <span className="way" aria-label={direction === "in" ? "received" : "sent"}>{direction === "in" ? "↓" : "↑"}</span>
          <span className="type">{type}</span>
          {seq !== undefined && <span className="seq" title={`epoch ${epoch ?? "unknown"}`}>seq {seq}</span>}
          <time>{new Date(at).toISOString().slice(11, 23)}</time>
        </summary>
        {epoch !== undefined && <p className="epoch">epoch {epoch}</p>}
        <pre>{clipped(text, SHOWN)}</pre>
      </details>
      {hops.map((hop) => (
        <p key={hop.name} className="hop" title={hop.about}>
          <span>{hop.name}</span>
          <progress max={most} value={Math.max(0, hop.millis)} />
          <span className="millis">{hop.millis} ms</span>
        </p>
      ))}
    </li>
  );
});
