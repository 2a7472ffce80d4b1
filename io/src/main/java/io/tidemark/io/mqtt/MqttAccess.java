// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * What it takes to be let in by a broker. Nothing of it is ever printed.
 *
 * <p>Everything is read when the pipeline is built, so that workers need no files.
 */
final class MqttAccess implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Set<String> NAMES =
      new TreeSet<>(
          Set.of(
              "username",
              "password",
              "truststore",
              "truststorePassword",
              "keystore",
              "keystorePassword"));

  private final String username;
  private final String password;
  private final Store trust;
  private final Store keys;

  private MqttAccess(String username, String password, Store trust, Store keys) {
    this.username = username;
    this.password = password;
    this.trust = trust;
    this.keys = keys;
  }

  /** Without a name, and trusting whom the JVM trusts. */
  static MqttAccess anonymous() {
    return new MqttAccess(null, null, null, null);
  }

  /**
   * Reads a properties file.
   *
   * @throws IllegalArgumentException that says in one line what is wrong with it
   */
  static MqttAccess read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot be read as a properties file", e);
    }
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            String.format("'%s' must be one of %s", name, String.join(", ", NAMES)));
      }
    }
    if (properties.containsKey("password") && !properties.containsKey("username")) {
      throw new IllegalArgumentException("password needs username");
    }
    return new MqttAccess(
        properties.getProperty("username"),
        properties.getProperty("password"),
        Store.read("truststore", file, properties),
        Store.read("keystore", file, properties));
  }

  boolean hasStores() {
    return trust != null || keys != null;
  }

  boolean hasUser() {
    return username != null;
  }

  String username() {
    return username;
  }

  /** Empty without one. */
  byte[] password() {
    return password == null ? new byte[0] : password.getBytes(StandardCharsets.UTF_8);
  }

  MqttClientSslConfig tls() {
    try {
      return MqttClientSslConfig.builder()
          .trustManagerFactory(trust == null ? null : trust.trustManagers())
          .keyManagerFactory(keys == null ? null : keys.keyManagers())
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a store that was read before", e);
    }
  }

  @Override
  public String toString() {
    return "MqttAccess";
  }

  /** A file of certificates or keys. */
  private static final class Store implements Serializable {
    private final byte[] bytes;
    private final String password; // null without one

    private Store(byte[] bytes, String password) {
      this.bytes = bytes;
      this.password = password;
    }

    static Store read(String name, Path config, Properties properties) {
      String path = properties.getProperty(name);
      if (path == null) {
        if (properties.containsKey(name + "Password")) {
          throw new IllegalArgumentException(String.format("%sPassword needs %s", name, name));
        }
        return null;
      }
      try {
        byte[] bytes = Files.readAllBytes(config.resolveSibling(path));
        Store store = new Store(bytes, properties.getProperty(name + "Password"));
        store.load();
        return store;
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalArgumentException(
            String.format(
                "%s=%s must be a PKCS #12 or JKS file that %sPassword opens", name, path, name),
            e);
      }
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
      KeyStore store = KeyStore.getInstance("PKCS12"); // reads JKS too
      store.load(new ByteArrayInputStream(bytes), chars());
      return store;
    }

    private char[] chars() {
      return password == null ? null : password.toCharArray();
    }

    TrustManagerFactory trustManagers() throws GeneralSecurityException, IOException {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(load());
      return factory;
    }

    KeyManagerFactory keyManagers() throws GeneralSecurityException, IOException {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(load(), chars());
      return factory;
    }
  }
}
