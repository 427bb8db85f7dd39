package dev.confab.standalone.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/// The issuer's key pair, which survives restarts, so that tokens do, too. Only its owner may read
/// the file.
final class SigningKey {
  private static final int BITS = 2048;

  private SigningKey() {}

  /// The key that is kept in the folder; made and kept if there is none.
  static RSAKey in(Path folder) throws IOException {
    Path file = folder.resolve("issuer.jwk");
    if (Files.notExists(file)) {
      keep(generate(), file);
    }
    try {
      return RSAKey.parse(Files.readString(file));
    } catch (ParseException e) {
      throw new IOException(file + " is no key: delete it, and a new one is made", e);
    }
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this JDK makes no RSA keys", e);
    }
  }

  /// Written aside and moved, so that a key that is there is whole.
  private static void keep(RSAKey key, Path file) throws IOException {
    Path folder = Files.createDirectories(file.getParent());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    // Made readable for its owner alone.
    Path fresh = Files.createTempFile(folder, "issuer-", ".new");
    Files.write(fresh, key.toJSONString().getBytes(UTF_8));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
