// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.demo;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The text of each record of the demo, by its position. */
final class DemoText {
  private static final List<String> SENSORS = List.of("beach", "dock", "harbour", "lock", "pier");
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  private static final long MILLIS_APART = 40;
  private static final long DISORDER_MILLIS = 2_000;
  private static final long LATE_MILLIS = 3_600_000;

  /** Before that the watermark may not have moved, and nothing could be late. */
  private static final long FIRST_LATE = 2_000;

  private final long seed;

  DemoText(long seed) {
    this.seed = seed;
  }

  String at(long position) {
    // One generator a record: any position can be reached without those before it.
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + position);
    String sensor = SENSORS.get(random.nextInt(SENSORS.size()));
    long ahead = random.nextLong(DISORDER_MILLIS);
    boolean late = random.nextInt(100) == 0 && position >= FIRST_LATE;
    long time =
        BEGINNING.toEpochMilli() + position * MILLIS_APART + ahead - (late ? LATE_MILLIS : 0);
    int kind = random.nextInt(200);
    String value = kind < 2 ? "null" : temperature(sensor, time, random);
    String text =
        String.format(
            "{\"sensor\":\"%s\",\"time\":\"%s\",\"temperature\":%s}",
            sensor, Instant.ofEpochMilli(time), value);
    return kind == 199 ? broken(text, random.nextInt(3)) : text;
  }

  /** A tide of a few degrees every ten minutes, and a little noise. */
  private static String temperature(String sensor, long time, SplittableRandom random) {
    double level = 10 + SENSORS.indexOf(sensor);
    double tide = 3 * Math.sin(time / 600_000.0 * 2 * Math.PI);
    return String.format(Locale.ROOT, "%.1f", level + tide + random.nextDouble() - 0.5);
  }

  private static String broken(String text, int how) {
    return switch (how) {
      case 0 -> text.substring(0, text.length() / 2);
      case 1 -> text.replaceFirst("\"temperature\":[^}]*", "\"temperature\":\"--\"");
      default -> text.replace("2026-01-", "2026-13-").replace("2025-12-", "2025-13-");
    };
  }
}
