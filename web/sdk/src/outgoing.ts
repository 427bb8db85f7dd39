import { asError, ConfabError } from "./error.js";
import type { Frame } from "./wire.js";

/** A frame as it is sent. */
export interface Outgoing {
  readonly id: string;
  readonly frame: Frame;
  readonly text: string;
  readonly bytes: number;
}

const encoder = new TextEncoder();
/** No id is longer that is counted up. */
const SOME_ID = "00000000";

export function outgoing(id: string, type: string, fields: object): Outgoing {
  const frame = { id, type, ...fields };
  const text = JSON.stringify(frame);
  return { id, frame, text, bytes: encoder.encode(text).length };
}

/** Why such a frame can't be sent, if it can't: the server would close the connection for it. */
export function refusalOf(type: string, fields: object, mostBytes: number): ConfabError | undefined {
  try {
    const { bytes } = outgoing(SOME_ID, type, fields);
    return bytes <= mostBytes ? undefined : invalid(`It is too long: ${bytes} bytes, and ${mostBytes} can be sent.`);
  } catch (failure) {
    return invalid(`It can't be written as JSON: ${asError(failure).message}`);
  }
}

function invalid(detail: string): ConfabError {
  return new ConfabError("invalid", detail);
}
