// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.progress;

import io.tidemark.transforms.ledger.Ledger;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a minute about all that is read in this process, which is the same whatever the runner:
 * some know the metrics of a run only when it has ended.
 */
final class ProgressLog {
  static final ProgressLog OF_THIS_PROCESS = new ProgressLog();

  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
  private static final long INTERVAL = 60_000;

  private final Map<String, Told> partitions = new HashMap<>();
  private long lastLine;
  private Ledger ledgerThen;

  private record Told(String source, String partition, long watermark, long at) {
    @Override
    public String toString() {
      return String.format("partition %s of %s", partition, source);
    }
  }

  /** Takes what a reader tells about its partitions, and logs the line when it is time. */
  void tell(String source, Map<String, Long> watermarks, Ledger soFar, long now) {
    line(source, watermarks, soFar, now).ifPresent(LOG::info);
  }

  /** The line, when it is time. */
  synchronized Optional<String> line(
      String source, Map<String, Long> watermarks, Ledger soFar, long now) {
    watermarks.forEach(
        (name, watermark) -> partitions.put(source + name, new Told(source, name, watermark, now)));
    if (ledgerThen == null) {
      begin(soFar, now);
    }
    if (now - lastLine < INTERVAL) {
      return Optional.empty();
    }
    partitions.values().removeIf(told -> told.at() < now - INTERVAL); // nobody reads them any more
    String line = readings(soFar, now) + watermark(now);
    begin(soFar, now);
    return Optional.of(line);
  }

  private void begin(Ledger soFar, long now) {
    lastLine = now;
    ledgerThen = soFar;
  }

  private String readings(Ledger soFar, long now) {
    long read = soFar.read() - ledgerThen.read();
    return String.format(
        Locale.ROOT,
        "%,d readings/s; late %s, missing %s, rejected %s",
        1_000 * read / (now - lastLine),
        share(soFar.late() - ledgerThen.late(), read),
        share(soFar.missing() - ledgerThen.missing(), read),
        share(soFar.rejected() - ledgerThen.rejected(), read));
  }

  private static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  private String watermark(long now) {
    Optional<Told> last =
        partitions.values().stream().min(Comparator.comparingLong(Told::watermark));
    if (last.isEmpty()) {
      return "";
    }
    if (last.get().watermark() <= SourceProgress.NO_READING) {
      return String.format("; no watermark: %s has had no reading", last.get());
    }
    String watermark =
        String.format(
            Locale.ROOT,
            "; watermark %s, %,d s behind now",
            Instant.ofEpochMilli(last.get().watermark()),
            (now - last.get().watermark()) / 1_000);
    return partitions.size() == 1 ? watermark : watermark + ", held back by " + last.get();
  }
}
