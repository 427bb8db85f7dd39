// Listens to one session on several sockets at once, as a client that comes back and resumes:
//   TOKEN=… node deploy/listen.mjs ws://localhost:8080/chat/socket SESSION SOCKETS
// A line for each thing that happens: NUMBER joined|message|closed … . Node 20 needs --experimental-websocket.
const [url, sessionId, sockets] = process.argv.slice(2);

function listen(number, after) {
  // What the query names decides which gateway it is; so different ones are spread.
  const socket = new WebSocket(`${url}?session=${number}`, "confab.v1");
  let position = after;
  const say = (frame) => socket.send(JSON.stringify(frame));
  const tell = (...words) => console.log(number, ...words);

  socket.onopen = () => say({ id: "1", type: "authenticate", token: process.env.TOKEN });
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.type === "authenticated") say({ id: "2", type: "join_session", sessionId, ...(after && { after }) });
    if (frame.type === "error") tell("error", frame.code, frame.message);
    if (frame.type === "joined") {
      position ??= { epoch: frame.epoch, seq: frame.seq };
      tell("joined", frame.seq, frame.recovered);
    }
    if (frame.type === "message_created") {
      if (position && frame.seq !== position.seq + 1) tell("hole", position.seq, frame.seq);
      position = { ...position, seq: frame.seq };
      tell("message", frame.seq, frame.message.content);
    }
  };
  let over = false;
  const again = () => {
    if (!over) setTimeout(() => listen(number, position), 500 + Math.random() * 1000);
    over = true;
  };
  socket.onclose = ({ code }) => {
    tell("closed", code);
    again();
  };
  // Node tells of a refused handshake by this alone.
  socket.onerror = again;
}

for (let number = 1; number <= Number(sockets); number++) listen(number);
