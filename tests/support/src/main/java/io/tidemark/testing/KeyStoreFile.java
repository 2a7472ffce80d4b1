// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A key and a certificate for 127.0.0.1, for a server with TLS; the certificate is its own
 * authority, so clients trust the same file.
 */
public final class KeyStoreFile {
  /** Of the store, which is PKCS #12. */
  public static final String PASSWORD = "sesame-street-4713";

  private KeyStoreFile() {}

  /** Makes one. */
  public static Path in(Path folder) throws IOException {
    Path file = folder.resolve("server.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool failed, see " + folder.resolve("keytool.txt"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return file;
  }
}
