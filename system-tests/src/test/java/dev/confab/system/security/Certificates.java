package dev.confab.system.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// An authority of our own and the certificate that it gave to this machine's servers, as PEM
/// files.
///
/// @param authority what clients trust
/// @param server the server's key and its chain in one file, as Kafka reads it
record Certificates(Path authority, Path server, Path serverKey, Path serverChain) {
  private static final char[] PASSWORD = "only-for-a-moment".toCharArray();

  /// Made with the JDK's own program.
  static Certificates make(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("certificates.p12");
    keytool(store, "ca", "CN=Confab test authority", List.of("-ext", "bc:c"));
    keytool(
        store,
        "server",
        "CN=localhost",
        List.of("-signer", "ca", "-ext", "san=ip:127.0.0.1,dns:localhost"));
    try (InputStream stored = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(stored, PASSWORD);
      String key = pem("PRIVATE KEY", keys.getKey("server", PASSWORD));
      String chain = pem(keys, "server") + pem(keys, "ca");
      return new Certificates(
          write(folder.resolve("ca.pem"), pem(keys, "ca")),
          write(folder.resolve("server.pem"), key + chain),
          write(folder.resolve("server.key"), key),
          write(folder.resolve("server.crt"), chain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store, String alias, String name, List<String> further)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", name));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    command.addAll(further);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private static String pem(KeyStore keys, String alias) throws GeneralSecurityException {
    return pem("CERTIFICATE", keys.getCertificate(alias).getEncoded());
  }

  private static String pem(String type, Key key) {
    return pem(type, key.getEncoded());
  }

  private static String pem(String type, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
  }

  /// For its owner alone, as PostgreSQL asks for.
  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
