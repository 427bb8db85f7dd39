package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import dev.confab.system.running.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.text.ParseException;
import java.util.Base64;

/// Signs whatever it is given with the issuer's own key, so that what is wrong with a token is not
/// its signature.
final class Signer {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final RSAKey key;

  Signer(Running running) {
    try {
      key = RSAKey.parse(Files.readString(running.data().resolve("keys").resolve("issuer.jwk")));
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  String keyId() {
    return key.getKeyID();
  }

  String sign(byte[] header, byte[] claims) {
    String signed = BASE64.encodeToString(header) + "." + BASE64.encodeToString(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.toPrivateKey());
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
