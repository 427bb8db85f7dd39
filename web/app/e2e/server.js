// Serves the built client under a strict content policy, and passes on to Confab what is Confab's.
import { createReadStream, existsSync } from "node:fs";
import { createServer, request } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../dist", import.meta.url));
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `sockets` are the browsers' ends of the lines: destroy them to cut the network. `refuse` keeps new ones out. */
export function serve(port, confab) {
  const sockets = new Set();
  const state = { sockets, refuse: false, close: () => server.close() };
  const ask = (incoming) => request(new URL(incoming.url, confab), { method: incoming.method, headers: incoming.headers });

  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url, "http://localhost");
    if (/^\/((chat|dev)\/|client\.json$)/.test(pathname)) {
      if (state.refuse) return incoming.socket.destroy();
      const outgoing = ask(incoming).on("response", (response) => {
        answer.writeHead(response.statusCode, response.headers);
        response.pipe(answer);
      });
      outgoing.on("error", () => answer.destroy());
      incoming.pipe(outgoing);
      return;
    }
    const file = join(ROOT, normalize(pathname === "/" ? "/index.html" : pathname));
    if (!file.startsWith(ROOT) || !existsSync(file) || !TYPES[extname(file)]) return answer.writeHead(404).end();
    answer.writeHead(200, { "Content-Type": TYPES[extname(file)], "Content-Security-Policy": POLICY, "Cache-Control": "no-store" });
    createReadStream(file).pipe(answer);
  });

  server.on("upgrade", (incoming, socket, head) => {
    if (state.refuse) return socket.destroy();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    const outgoing = ask(incoming).on("upgrade", (response, theirs, theirHead) => {
      const headers = response.rawHeaders.map((text, i) => (i % 2 ? `${text}\r\n` : `${text}: `)).join("");
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`);
      theirs.write(head);
      socket.write(theirHead);
      socket.pipe(theirs).pipe(socket);
      socket.on("close", () => theirs.destroy());
      for (const each of [socket, theirs]) each.on("error", () => undefined);
    });
    outgoing.on("error", () => socket.destroy()).end();
  });

  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve({ ...state, set: (name, value) => (state[name] = value) })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [port = "8090", confab = "http://localhost:8080"] = process.argv.slice(2);
  await serve(Number(port), confab);
  console.log(`http://localhost:${port}`);
}
