// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.pipelines.launcher.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the table is served, and the token that asking takes; its text does not show the token. */
final class ServeAddress {
  private static final String SERVE = "serve";
  private static final String TOKEN_FILE = "serveTokenFile";
  private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[\\w.-]+):(\\d{1,5})");

  private final String text;
  private final InetSocketAddress socket;
  private final Optional<String> token;

  private ServeAddress(String text, InetSocketAddress socket, Optional<String> token) {
    this.text = text;
    this.socket = socket;
    this.token = token;
  }

  /**
   * Reads both options.
   *
   * @param tokenFile null for none, which is enough on this host
   */
  static ServeAddress of(String address, String tokenFile) {
    InetSocketAddress socket = socket(address);
    if (!socket.getAddress().isLoopbackAddress() && tokenFile == null) {
      throw UsageException.of(
          SERVE,
          address,
          "can be reached from other hosts: it needs --serveTokenFile, or 127.0.0.1 as host");
    }
    return new ServeAddress(
        address, socket, Optional.ofNullable(tokenFile).map(ServeAddress::token));
  }

  private static InetSocketAddress socket(String address) {
    Matcher form = FORM.matcher(address);
    if (!form.matches() || Integer.parseInt(form.group(2)) > 65_535) {
      throw UsageException.of(SERVE, address, "must be a host and a port, such as 127.0.0.1:7070");
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByName(form.group(1)), Integer.parseInt(form.group(2)));
    } catch (UnknownHostException e) {
      throw UsageException.of(SERVE, address, "there is no such host");
    }
  }

  private static String token(String file) {
    String token;
    try {
      token = Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw UsageException.of(TOKEN_FILE, file, "cannot be read");
    }
    if (!token.matches("[\\x21-\\x7e]{16,}")) {
      throw UsageException.of(
          TOKEN_FILE, file, "must hold one token of at least 16 visible ASCII characters");
    }
    return token;
  }

  InetSocketAddress socket() {
    return socket;
  }

  Optional<String> token() {
    return token;
  }

  /** The address as it was typed. */
  @Override
  public String toString() {
    return text;
  }
}
