package dev.confab.gateway.socket;

import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import java.util.List;

/// A way in which clients speak the contract: its own, or that of somebody else's client.
public interface Dialect {
  /// What a client may ask for in the handshake.
  List<String> subProtocols();

  /// Begins with a client; it may be greeted at once.
  Speaker speaker(ConnectionId id, Wire wire);

  /// One client's part. What it hears comes from one thread at a time.
  interface Speaker {
    /// The way to the client for frames of the contract.
    Wire wire();

    void hear(String text, Ear ear);

    /// The handshake is over, and it was not refused in it.
    default void opened() {}
  }

  /// Who is told what the client said.
  interface Ear {
    /// A frame of the contract.
    void text(String frame);

    /// Nothing, but it lives.
    void heard();

    /// It may not go on.
    void close(CloseCode code);
  }

  /// The contract's own frames.
  Dialect OWN =
      new Dialect() {
        @Override
        public List<String> subProtocols() {
          return List.of("confab.v1");
        }

        @Override
        public Speaker speaker(ConnectionId id, Wire wire) {
          return new Speaker() {
            @Override
            public Wire wire() {
              return wire;
            }

            @Override
            public void hear(String text, Ear ear) {
              ear.text(text);
            }
          };
        }
      };
}
