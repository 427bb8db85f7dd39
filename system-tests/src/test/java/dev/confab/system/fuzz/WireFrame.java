package dev.confab.system.fuzz;

import static dev.confab.system.client.RawSocket.FIN;

import java.nio.ByteBuffer;

/// The bytes of a frame of RFC 6455, which may be wrong.
///
/// @param first the byte with the opcode and its flags
/// @param announced the length that its head names; less than 0 for the payload's own
/// @param masked as every frame of a client has to be
record WireFrame(int first, byte[] payload, long announced, boolean masked) {
  private static final int SHORT = 125;
  private static final int LARGEST_OF_TWO = 65_535;

  static WireFrame of(int opcode, byte[] payload) {
    return new WireFrame(FIN | opcode, payload, -1, true);
  }

  static WireFrame part(int opcode, byte[] payload) {
    return new WireFrame(opcode, payload, -1, true);
  }

  byte[] bytes(Dice dice) {
    long length = announced < 0 ? payload.length : announced;
    int flag = masked ? 0x80 : 0;
    ByteBuffer bytes = ByteBuffer.allocate(14 + payload.length).put((byte) first);
    if (length >= 0 && length <= SHORT) {
      bytes.put((byte) (flag | length));
    } else if (length >= 0 && length <= LARGEST_OF_TWO) {
      bytes.put((byte) (flag | 126)).putShort((short) length);
    } else {
      bytes.put((byte) (flag | 127)).putLong(length);
    }
    byte[] mask = masked ? dice.bytes(4) : new byte[4];
    if (masked) {
      bytes.put(mask);
    }
    for (int i = 0; i < payload.length; i++) {
      bytes.put((byte) (payload[i] ^ mask[i % 4]));
    }
    byte[] all = new byte[bytes.position()];
    bytes.flip().get(all);
    return all;
  }
}
