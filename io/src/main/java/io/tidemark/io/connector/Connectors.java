// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The connectors on the class path. */
public final class Connectors {
  private Connectors() {}

  /** All of them. */
  public static List<Connector> all() {
    return ServiceLoader.load(Connector.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The one of an address; none for a file. */
  public static Optional<Connector> of(String address) {
    return all().stream().filter(connector -> connector.takes(address)).findFirst();
  }
}
