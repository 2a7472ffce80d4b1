// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import io.tidemark.testing.kafka.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.rules.TemporaryFolder;

/** Files for {@code --kafkaConfig}. */
final class ClientConfig {
  private ClientConfig() {}

  /** One of these lines. */
  static Path of(TemporaryFolder folder, String... lines) throws IOException {
    return Files.write(folder.newFile().toPath(), List.of(lines));
  }

  /** One for the broker's listener that asks for a password. */
  static Path user(TemporaryFolder folder, String password) throws IOException {
    return of(
        folder,
        "security.protocol=SASL_PLAINTEXT",
        "sasl.mechanism=PLAIN",
        String.format(
            "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"%s\" password=\"%s\";",
            Broker.USER, password));
  }
}
