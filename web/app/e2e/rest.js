// Asks Confab by REST in somebody's name.

/** @returns `ask(path, body)`, which posts and gives the answer, and `call(method, path)` */
export async function asker(confab, user, scopes) {
  const call = async (method, path, body, headers) => {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${confab}${path}`, { method, headers: { "Content-Type": "application/json", ...headers }, ...content });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text === "" ? undefined : JSON.parse(text);
  };
  const { access_token } = await call("POST", "/dev/tokens", { user, scopes });
  const authorized = { Authorization: `Bearer ${access_token}` };
  return { ask: (path, body) => call("POST", path, body, authorized), call: (method, path) => call(method, path, undefined, authorized) };
}
