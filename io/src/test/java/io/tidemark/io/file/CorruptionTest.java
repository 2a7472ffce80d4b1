// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.tidemark.io.RandomCases;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.record.Records;
import io.tidemark.transforms.ledger.Ledger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/**
 * Good files, damaged at random: whatever the damage, every byte and every reading is accounted.
 */
public class CorruptionTest {
  private static final ReadingSchema SCHEMA =
      ReadingSchema.ofValues("temp", "pm").withKey("k").withTime("time");

  private static final RecordFormat CSV =
      RecordFormat.csv().withCsvHeader(List.of("k", "time", "temp", "pm"));

  @Test
  public void everyByteOfDamagedCsvIsInARecordOrEndsALine() {
    RandomCases.run(
        5_000, random -> assertAccounted(CSV, damaged(csv(random, true), random), "\r\n"));
  }

  @Test
  public void everyByteOfDamagedJsonLinesIsInARecordOrEndsALine() {
    RandomCases.run(
        5_000,
        random ->
            assertAccounted(RecordFormat.jsonLines(), damaged(json(random), random), "\r\n \t"));
  }

  @Test
  public void strayQuoteCostsOneRecord() {
    RandomCases.run(
        5_000,
        random -> {
          byte[] good = csv(random, false);
          int at = random.nextInt(good.length);
          ByteArrayOutputStream stray = new ByteArrayOutputStream();
          stray.write(good, 0, at);
          stray.write('"');
          stray.write(good, at, good.length - at);
          List<DecodedRecord> expected = decode(CSV, good);
          List<DecodedRecord> found = decode(CSV, stray.toByteArray());
          assertThat(found.size(), is(expected.size()));
          expected.removeAll(found);
          assertThat(expected.size() <= 1, is(true));
        });
  }

  private static void assertAccounted(RecordFormat format, byte[] file, String between)
      throws IOException {
    Records records = format.records(new ByteArrayInputStream(file), SCHEMA.fields());
    ReadingDecoder decoder = ReadingDecoder.of(SCHEMA, records.decoder());
    Ledger ledger = Ledger.EMPTY;
    int at = 0;
    long count = 0;
    long good = 0;
    long line = 0;
    while (records.next()) {
      byte[] record = records.record();
      int start = at;
      while (!startsAt(start, record, file) && between.indexOf(file[start]) >= 0) {
        start++;
      }
      assertThat(startsAt(start, record, file), is(true));
      at = start + record.length;
      DecodedRecord decoded = decoder.decode("x", records.line(), record);
      ledger = ledger.plus(decoded.ledger());
      good += values(decoded);
      count++;
      assertThat(records.line(), greaterThanOrEqualTo(line + 1));
      line = records.line();
    }
    while (at < file.length && between.indexOf(file[at]) >= 0) {
      at++;
    }
    assertThat(at, is(file.length));
    assertThat(ledger.read(), is(2 * count));
    assertThat(ledger.read(), is(good + ledger.missing() + ledger.rejected()));
  }

  private static long values(DecodedRecord record) {
    long values = 0;
    for (int i = 0; i < record.size(); i++) {
      values += record.fate(i) == DecodedRecord.Fate.VALUE ? 1 : 0;
    }
    return values;
  }

  private static boolean startsAt(int start, byte[] record, byte[] file) {
    int end = start + record.length;
    return end <= file.length && Arrays.equals(file, start, end, record, 0, record.length);
  }

  private static List<DecodedRecord> decode(RecordFormat format, byte[] file) throws IOException {
    Records records = format.records(new ByteArrayInputStream(file), SCHEMA.fields());
    ReadingDecoder decoder = ReadingDecoder.of(SCHEMA, records.decoder());
    List<DecodedRecord> decoded = new ArrayList<>();
    while (records.next()) {
      decoded.add(decoder.decode("x", records.line(), records.record()));
    }
    return decoded;
  }

  private static byte[] csv(Random random, boolean quotes) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 20; row++) {
      String key = quotes && random.nextBoolean() ? "\"a,\"\"b\"\"\n" + row + "\"" : "k" + row;
      text.append(key).append(",2026-01-01T00:00:00Z,").append(random.nextInt(100)).append(',');
      text.append(random.nextInt(4) == 0 ? "NA" : "1.5").append("\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] json(Random random) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 20; row++) {
      text.append("{\"k\":\"k\",\"time\":\"2026-01-01\",\"temp\":").append(random.nextInt());
      text.append(random.nextBoolean() ? ",\"pm\":\"1.5\"}\n" : "}\r\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  /** Puts in, takes out and overwrites bytes. */
  private static byte[] damaged(byte[] good, Random random) {
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    int rarity = 1 << random.nextInt(2, 10);
    for (byte next : good) {
      switch (random.nextInt(3 * rarity)) {
        case 0 -> {}
        case 1 -> damaged.write(random.nextInt(256));
        case 2 -> {
          damaged.write(next);
          damaged.write("\",\n\r{}\\x ".charAt(random.nextInt(9)));
        }
        default -> damaged.write(next);
      }
    }
    return damaged.toByteArray();
  }
}
