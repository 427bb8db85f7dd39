/** Answers a REST request, or does not, as the server was told. */
export function answer(server, asked, url, response) {
  const fate = server.onRequest(asked);
  if (fate === "hang") return;
  if (typeof fate === "number") return problem(response, fate);
  if (server.tokens.left(asked.token) === 0) return problem(response, 401);
  const before = server.log.lastSeq;
  const [status, body] = server.log.once(asked.key, () => act(server, asked, url));
  server.publish(before);
  if (fate === "lose") return response.destroy();
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function act({ log, session }, { method, path, body }, url) {
  const inside = path.slice(`/chat/sessions/${session}`.length);
  const number = (name, otherwise) => Number(url.searchParams.get(name) ?? otherwise);
  if (path === "/chat/sessions" && method === "POST") return [201, { ...log.session(), id: `made-${log.lastSeq}`, title: body.title }];
  if (path === "/chat/sessions") return [200, { items: [{ ...log.session(), lastMessage: null }], nextCursor: null }];
  if (inside === "" && method === "GET") return [200, log.session()];
  if (inside === "" && method === "PATCH") return [200, log.rename("alice", body.title || null).session];
  if (inside === "" && method === "DELETE") return [204, void log.end("alice")];
  if (inside === "/messages" && method === "DELETE") return [204, void log.clear("alice")];
  if (inside === "/events") {
    const after = number("after", 0);
    return [200, { items: log.events.slice(after, after + number("limit", 100)), epoch: log.epoch, lastSeq: log.lastSeq }];
  }
  if (inside === "/messages" && method === "GET") {
    const items = log.messages().filter(({ seq }) => seq < number("before", Infinity)).slice(-number("limit", 50));
    return [200, { items, nextCursor: null }];
  }
  if (inside.startsWith("/members/")) {
    const user = decodeURIComponent(inside.slice("/members/".length));
    if (method === "PUT") log.add(user);
    else log.remove(user);
    return [204];
  }
  return [404, { code: "session_not_found", detail: "There is no such session.", status: 404 }];
}

function problem(response, status) {
  const code = { 401: "unauthenticated", 429: "rate_limited", 503: "unavailable" }[status] ?? "internal";
  response.writeHead(status, { "Content-Type": "application/problem+json" });
  response.end(JSON.stringify({ code, status, detail: code, retryable: status === 503 || status === 429 }));
}
