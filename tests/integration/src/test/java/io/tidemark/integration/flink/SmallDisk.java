// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.flink;

import io.tidemark.testing.Await;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of its own in a folder, in memory, that can be full: it shrinks to what is on it. */
final class SmallDisk implements AutoCloseable {
  private static final String ROOMY = "size=4g";
  private static final int PAGE = 4096;

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /** Mounts one, in a folder that need not be there yet, if this process may do that. */
  static SmallDisk at(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    return new SmallDisk(
        folder, succeeds("mount", "-t", "tmpfs", "-o", ROOMY, "tidemark-test", folder.toString()));
  }

  /** The one that has been mounted there. */
  static SmallDisk mountedAt(Path folder) {
    return new SmallDisk(folder, true);
  }

  boolean isMounted() {
    return mounted;
  }

  /** From now on nothing more can be written. */
  void fill() {
    Await.until("a full disk", () -> remount("size=" + used()));
  }

  /** There is room again. */
  void free() {
    Await.until("room", () -> remount(ROOMY));
  }

  private boolean remount(String size) throws IOException, InterruptedException {
    return succeeds("mount", "-o", "remount," + size, folder.toString());
  }

  /** It cannot be made smaller than that; while somebody writes it may be more already. */
  private long used() throws IOException {
    FileStore store = Files.getFileStore(folder);
    return Math.max(PAGE, store.getTotalSpace() - store.getUnallocatedSpace());
  }

  /** Whoever has files open on it may go on; nobody finds it there any more. */
  @Override
  public void close() throws IOException {
    try {
      if (mounted) {
        succeeds("umount", "-l", folder.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}
