// Makes sessions of three members each: node sessions.mjs URL COUNT
import http from "node:http";

const [, , base, count] = process.argv;
const AT_ONCE = 64;
const USERS = 100;
const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

function post(path, body, token) {
  const data = JSON.stringify(body);
  const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(data) };
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  return new Promise((done, failed) => {
    const request = http.request(base + path, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.on("data", (part) => (text += part));
      answer.on("end", () => done({ status: answer.statusCode, text }));
    });
    request.on("error", failed);
    request.end(data);
  });
}

const tokens = [];
for (let user = 0; user < USERS; user++) {
  tokens.push(JSON.parse((await post("/dev/tokens", { user: `u${user}` })).text).access_token);
}
const begin = Date.now();
let next = 0;
async function work() {
  while (next < Number(count)) {
    const number = next++;
    const body = { title: `Session ${number}`, members: [`m${number % 1000}`, `k${number % 777}`] };
    const { status, text } = await post("/chat/sessions", body, tokens[number % USERS]);
    if (status !== 201) {
      throw new Error(`${status}: ${text}`);
    }
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(`${count} sessions in ${(Date.now() - begin) / 1000} s`);
agent.destroy();
