// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing.mqtt;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.embedded.EmbeddedHiveMQBuilder;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The broker, on 127.0.0.1, with all that it knows in a folder.
 *
 * <p>A second port asks for a user and a password, a third for TLS; the first lets everybody in.
 */
public final class BrokerProcess {
  private BrokerProcess() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the port, the port with a password, that password, the folder, the port with
   *     TLS, its key store, the password of that
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[3]);
    Path config = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(config.resolve("config.xml"), configuration(arguments));
    // Checkpoints acknowledge many messages at once; 50 on their way are not enough for them.
    InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = 10_000;
    // A database for each of 64 buckets takes most of the time to start.
    InternalConfigurations.PERSISTENCE_BUCKET_COUNT.set(2);
    InternalConfigurations.PAYLOAD_PERSISTENCE_BUCKET_COUNT.set(2);
    EmbeddedHiveMQBuilder builder =
        EmbeddedHiveMQBuilder.builder()
            .withConfigurationFolder(config)
            .withDataFolder(Files.createDirectories(folder.resolve("data")))
            .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
            .withEmbeddedExtension(
                EmbeddedExtension.builder()
                    .withId("password")
                    .withName("password")
                    .withVersion("1")
                    .withExtensionMain(new Password(Integer.parseInt(arguments[1]), arguments[2]))
                    .build());
    EmbeddedHiveMQ broker = builder.build();
    broker.start().join();
    System.out.println("ready");
    Thread.currentThread().join();
  }

  private static String configuration(String[] arguments) {
    return String.format(
        """
        <?xml version="1.0"?>
        <hivemq>
          <listeners>
            <tcp-listener><port>%1$s</port><bind-address>127.0.0.1</bind-address></tcp-listener>
            <tcp-listener><port>%2$s</port><bind-address>127.0.0.1</bind-address></tcp-listener>
            <tls-tcp-listener>
              <port>%3$s</port>
              <bind-address>127.0.0.1</bind-address>
              <tls>
                <keystore>
                  <path>%4$s</path>
                  <password>%5$s</password>
                  <private-key-password>%5$s</private-key-password>
                </keystore>
              </tls>
            </tls-tcp-listener>
          </listeners>
          <mqtt>
            <queued-messages><max-queue-size>1000000</max-queue-size></queued-messages>
            <receive-maximum><server-receive-maximum>1000</server-receive-maximum></receive-maximum>
          </mqtt>
          <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
        </hivemq>
        """,
        arguments[0], arguments[1], arguments[4], arguments[5], arguments[6]);
  }

  /** Lets in by one port whoever knows the password, by the others everybody. */
  private static final class Password implements ExtensionMain, SimpleAuthenticator {
    private final int port;
    private final String password;

    Password(int port, String password) {
      this.port = port;
      this.password = password;
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
      Services.securityRegistry().setAuthenticatorProvider(unused -> this);
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
      boolean isAsked =
          input
              .getConnectionInformation()
              .getListener()
              .filter(l -> l.getPort() == port)
              .isPresent();
      boolean isRight =
          input
              .getConnectPacket()
              .getPassword()
              .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
              .filter(password::equals)
              .isPresent();
      if (!isAsked || isRight) {
        output.authenticateSuccessfully();
      } else {
        output.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD, "no");
      }
    }
  }
}
