// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A table and its server, which end with the last of those who fill it.
 *
 * <p>A runner copies what fills it, so they know the table by a name; it is of this JVM.
 */
final class ServedTable {
  private static final Map<String, ServedTable> TABLES = new ConcurrentHashMap<>();

  private final LiveTable<?> table;
  private final TableServer server;
  private int users;

  private ServedTable(LiveTable<?> table, TableServer server) {
    this.table = table;
    this.server = server;
  }

  /** Makes a table known by a name. */
  static void add(String name, LiveTable<?> table, TableServer server) {
    TABLES.put(name, new ServedTable(table, server));
  }

  /** Takes the table of a name, to fill it. */
  static LiveTable<?> join(String name) {
    ServedTable served = TABLES.get(name);
    if (served == null) {
      throw new IllegalStateException("--serve: the table is not of this JVM");
    }
    synchronized (served) {
      served.users++;
      return served.table;
    }
  }

  /** Gives it back; the last one to do so ends the server. */
  static void leave(String name) {
    ServedTable served = TABLES.get(name);
    if (served == null) {
      return;
    }
    synchronized (served) {
      served.users--;
      if (served.users == 0) {
        served.server.close();
        TABLES.remove(name);
      }
    }
  }
}
