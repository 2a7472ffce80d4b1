// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a variant found: a mean, and mostly a count, per key and window. */
public final class Means {
  /** As Tidemark writes them. */
  private static final String HEADER = "key,window_start,count,mean";

  private static final double TOLERANCE = 1e-9;
  private static final long UNKNOWN = -1;

  private final Map<Place, Mean> means = new HashMap<>();

  private record Place(String key, long start) {}

  private record Mean(long count, double mean) {}

  /** A result. */
  public synchronized void add(String key, long start, long count, double mean) {
    if (means.putIfAbsent(new Place(key, start), new Mean(count, mean)) != null) {
      throw new IllegalStateException("two results for " + key + " at " + start);
    }
  }

  /** A result whose engine was not asked for a count. */
  void add(String key, long start, double mean) {
    add(key, start, UNKNOWN, mean);
  }

  /** Writes them as CSV. */
  public void write(Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.println(HEADER);
      means.forEach(
          (place, mean) -> {
            String start = place.start == 0 ? "" : Instant.ofEpochMilli(place.start).toString();
            out.println(
                String.join(
                    ",", place.key, start, Long.toString(mean.count), Double.toString(mean.mean)));
          });
    }
  }

  /** Reads what {@link #write} or Tidemark wrote. */
  public static Means read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> header = List.of(lines.get(0).split(",", -1));
    Means means = new Means();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      String start = fields[header.indexOf("window_start")];
      means.add(
          fields[header.indexOf("key")],
          start.isEmpty() ? 0 : Instant.parse(start).toEpochMilli(),
          Long.parseLong(fields[header.indexOf("count")]),
          Double.parseDouble(fields[header.indexOf("mean")]));
    }
    return means;
  }

  /** The first difference from what is right, if any. */
  public Optional<String> difference(Means expected) {
    if (means.size() != expected.means.size()) {
      return Optional.of(
          String.format("%d results, expected %d", means.size(), expected.means.size()));
    }
    return means.entrySet().stream()
        .filter(each -> !isRight(each.getValue(), expected.means.get(each.getKey())))
        .findFirst()
        .map(each -> each + ", expected " + expected.means.get(each.getKey()));
  }

  private static boolean isRight(Mean mean, Mean expected) {
    return expected != null
        && (mean.count == UNKNOWN || mean.count == expected.count)
        && Math.abs(mean.mean - expected.mean) <= TOLERANCE * Math.max(1, Math.abs(expected.mean));
  }

  /** Whether all means are equal to the bit. */
  @Override
  public boolean equals(Object object) {
    return object instanceof Means other && means.equals(other.means);
  }

  @Override
  public int hashCode() {
    return means.hashCode();
  }
}
