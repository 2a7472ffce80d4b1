// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a run holds after its last reading: heap, and state as a checkpoint has it. */
final class MemoryUse {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 100_000_000;

  private MemoryUse() {}

  /** Adds the peak of the heap, what a collection leaves of it, and the size of a checkpoint. */
  static Outcome writeTo(Outcome outcome) {
    long peak = peakHeap();
    long checkpoint = checkpointBytes();
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return outcome
        .with("peakHeap", peak)
        .with("liveHeap", heap.getUsed())
        .with("checkpoint", checkpoint);
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  /** The size of the next checkpoint that completes; 0 where there is none. */
  private static long checkpointBytes() {
    Path folder = FlinkSettings.checkpoints();
    Instant now = Instant.now();
    // The first to complete from now on may have begun before the last reading; it is not seen to
    // matter, as a run ends with a quarter of a period in which no result is due.
    while (Files.exists(folder) && Instant.now().isBefore(now.plus(PATIENCE))) {
      Optional<Path> complete = newest(folder, now);
      if (complete.isPresent()) {
        return bytes(complete.get());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return 0;
  }

  private static Optional<Path> newest(Path folder, Instant since) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .filter(file -> modified(file).isAfter(since))
          .max(Comparator.comparing(MemoryUse::modified))
          .map(Path::getParent);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // a checkpoint was deleted while we looked; there will be another
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
