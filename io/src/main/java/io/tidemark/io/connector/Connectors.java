// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The connectors on the class path. */
public final class Connectors {
  private static final List<Connector> ALL =
      ServiceLoader.load(Connector.class).stream().map(ServiceLoader.Provider::get).toList();

  private Connectors() {}

  /** All of them. */
  public static List<Connector> all() {
    return ALL;
  }

  /** The one of an address; none for a file. */
  public static Optional<Connector> of(String address) {
    return ALL.stream().filter(connector -> connector.takes(address)).findFirst();
  }
}
