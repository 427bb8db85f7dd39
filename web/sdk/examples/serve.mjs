// Serves the example page, and passes on to Confab what is Confab's, so that both have one origin.
//   node sdk/examples/serve.mjs [port] [confab's url]
import { createReadStream, existsSync } from "node:fs";
import { createServer, request } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const [port = "8090", confab = "http://localhost:8080"] = process.argv.slice(2);
const root = fileURLToPath(new URL("..", import.meta.url));
const types = { ".html": "text/html", ".mjs": "text/javascript", ".js": "text/javascript" };
const theirs = /^\/(chat|dev)\//;

// Confab admits a page of its own origin, so the host that the browser asked for goes with the request.
const ask = (incoming) => request(new URL(incoming.url, confab), { method: incoming.method, headers: incoming.headers });

const server = createServer((incoming, answer) => {
  if (theirs.test(incoming.url)) {
    const outgoing = ask(incoming).on("response", (response) => {
      answer.writeHead(response.statusCode, response.headers);
      response.pipe(answer);
    });
    outgoing.on("error", () => answer.writeHead(502).end());
    incoming.pipe(outgoing);
    return;
  }
  const { pathname } = new URL(incoming.url, "http://localhost");
  const file = join(root, normalize(pathname));
  if (!file.startsWith(root) || !existsSync(file) || !types[extname(file)]) return answer.writeHead(404).end();
  answer.writeHead(200, { "Content-Type": types[extname(file)] });
  createReadStream(file).pipe(answer);
});

server.on("upgrade", (incoming, socket, head) => {
  ask(incoming)
    .on("upgrade", (response, theirSocket, theirHead) => {
      const headers = response.rawHeaders.map((text, i) => (i % 2 ? `${text}\r\n` : `${text}: `)).join("");
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`);
      theirSocket.write(head);
      socket.write(theirHead);
      socket.pipe(theirSocket).pipe(socket);
      for (const each of [socket, theirSocket]) each.on("error", () => undefined);
    })
    .on("error", () => socket.destroy())
    .end();
});

server.listen(Number(port), "127.0.0.1", () => console.log(`http://localhost:${port}/examples/browser.html`));
