// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidemark.io.RandomCases;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class TimeReaderTest {
  private static final List<String> FORMATS =
      List.of("iso", "epochSeconds", "epochMillis", "epochMicros", "epochNanos", "dd/MM/yyyy");
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "America/St_Johns", "+05:30", "Pacific/Apia");

  @Test
  public void commonTimesAreReadInPlace() {
    for (String text :
        List.of(
            "2026-01-31",
            "2026-01-31T23:59",
            "2026-01-31 23:59:59",
            "1969-12-31T23:59:59.9999Z",
            "2026-01-31T23:59:59.123456789+01:00")) {
      assertThat(text, read("iso", "Europe/Berlin", text), is(expected("iso", ZONES.get(1), text)));
    }
    assertThat(read("epochSeconds", "UTC", "-1"), is(-1000L));
    assertThat(read("epochMillis", "UTC", "1700000000123"), is(1_700_000_000_123L));
    assertThat(read("epochMicros", "UTC", "-1"), is(-1L));
    assertThat(read("epochNanos", "UTC", "1999999"), is(1L));
  }

  @Test
  public void randomTimesAreThoseOfTheLibraryOrUnsure() {
    int[] sure = {0};
    RandomCases.run(
        2_000,
        random -> {
          String format = FORMATS.get(random.nextInt(FORMATS.size()));
          String zone = ZONES.get(random.nextInt(ZONES.size()));
          TimeReader reader = reader(format, zone);
          for (int i = 0; i < 200; i++) {
            String text = damaged(text(format, random), random);
            long found = read(reader, text);
            if (found != TimeReader.UNSURE) {
              assertThat(format + " " + zone + " " + text, found, is(expected(format, zone, text)));
              sure[0]++;
            }
          }
        });
    assertThat(sure[0], greaterThan(0));
  }

  private static String text(String format, Random random) {
    long millis =
        random.nextBoolean()
            ? random.nextLong(-63_000_000_000_000L, 254_000_000_000_000L)
            : random.nextLong(1_500_000_000_000L, 1_800_000_000_000L);
    return switch (format) {
      case "iso" -> iso(Instant.ofEpochMilli(millis).toString(), random);
      case "epochSeconds" -> "" + millis / 1000;
      case "epochMicros" -> "" + millis * 1000 + random.nextInt(10);
      case "epochNanos" -> "" + millis / 1000 * 1_000_000 + random.nextInt(10);
      default -> "" + millis;
    };
  }

  private static String iso(String time, Random random) {
    String local = time.replace("Z", "");
    return switch (random.nextInt(6)) {
      case 0 -> local;
      case 1 -> local.substring(0, 10);
      case 2 -> local.replace('T', ' ').substring(0, 16);
      case 3 -> String.format("%s+%02d:%02d", local, random.nextInt(20), random.nextInt(62));
      case 4 -> String.format("%s-%02d00", local, random.nextInt(20));
      default -> time;
    };
  }

  private static String damaged(String text, Random random) {
    int at = random.nextInt(text.length());
    return switch (random.nextInt(8)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + random.nextInt(10) + text.substring(at + 1);
      case 2 -> text.substring(0, at) + "-+.:TZ 9x".charAt(random.nextInt(9)) + text.substring(at);
      default -> text;
    };
  }

  private static long read(String format, String zone, String text) {
    return read(reader(format, zone), text);
  }

  private static TimeReader reader(String format, String zone) {
    return TimeReader.of(
        ReadingSchema.ofValues("v")
            .withTime("t")
            .withTimeFormat(TimeFormat.parse(format))
            .withZone(ZoneId.of(zone)));
  }

  private static long read(TimeReader reader, String text) {
    byte[] bytes = (text + "5:5" + "\0".repeat(Bytes.SLACK)).getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, 0, text.length());
  }

  private static long expected(String format, String zone, String text) {
    try {
      return TimeFormat.parse(format).toMillis(text, ZoneId.of(zone));
    } catch (IllegalArgumentException e) {
      throw new AssertionError("it is no time: " + text, e);
    }
  }
}
