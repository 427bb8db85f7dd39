package dev.confab.gateway.socket;

import dev.confab.schema.error.CloseCode;

/// What the handshake's request says of who comes.
sealed interface Admission {
  /// With a good token.
  ///
  /// @param byCookie the browser sent it, whoever the page is for: the first frame may say
  ///   otherwise
  record Known(Login login, boolean byCookie) implements Admission {}

  /// Without a token that counts: the first frame must bring one.
  ///
  /// @param sentence why he is nobody yet
  record Unknown(String sentence) implements Admission {}

  /// Nobody who may stay. The upgrade is accepted all the same, since a browser shows its page no
  /// other reason than a close code.
  record Refused(CloseCode code) implements Admission {}
}
