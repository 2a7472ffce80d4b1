// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.rules.ExternalResource;

/** A console of each test that keeps what is printed, write by write. */
final class Consoles extends ExternalResource {
  private static final Map<String, Recording> RECORDINGS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  /** The console; it travels as the name of the recording. */
  PrintRows.Console console() {
    String name = id;
    return () -> RECORDINGS.get(name);
  }

  /** Everything printed. */
  String text() {
    return String.join("", writes());
  }

  /** What each call printed. */
  List<String> writes() {
    return RECORDINGS.get(id).writes;
  }

  @Override
  protected void before() {
    RECORDINGS.put(id, new Recording());
  }

  @Override
  protected void after() {
    RECORDINGS.remove(id);
  }

  private static final class Recording extends PrintStream {
    private final List<String> writes = new ArrayList<>();

    private Recording() {
      super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void print(String text) {
      writes.add(text);
    }
  }
}
