// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A file with all sorts of mess, and what it is to be read with. */
final class RandomFile {
  private static final String[] NUMBERS = {
    "1,5",
    "--",
    "1e400",
    "0x1p3",
    "+5",
    ".5",
    "5.",
    "1_000",
    "NaN",
    "Infinity",
    "-Infinity",
    "-0",
    "NA",
    "null",
    "",
    " ",
    "\t7 ",
    " -9999",
    "-9999.0",
    "1e5",
    "2E-3",
    "1e",
    "12.34.5",
    "1d",
    "-",
    "123456789012345678901234567890",
    "0.1234567890123456789",
    "9007199254740993",
    "1e23",
    "x",
    "4.35",
    "-12.3",
    "99.9",
    "0.0",
    "17",
    "\u0661",
    "-9999",
    "1e-400",
    "00012.50",
    "1 2"
  };
  private static final String[] TIMES = {
    "2026-01-31T23:59:59Z",
    "2026-02-30T00:00:00Z",
    "2026-01-31",
    "2026-01-31 10:00",
    "25:00",
    "2026-03-29T02:30:00",
    "2026-10-25T02:30:00",
    "2026-01-31T10:00:00.123456789+01:00",
    "2026-01-31T10:00:00.1+0100",
    "2026-01-31T10:00-05",
    "1969-12-31T23:59:59.9999Z",
    "",
    " 2026-01-31T10:00:60Z",
    "2026-01-31T24:00Z",
    "0000-01-01T00:00Z",
    "10000-01-01",
    " 2000-02-29 ",
    "1700000000",
    "1700000000000",
    "-1",
    "1.5",
    "-0.0001",
    "+7",
    "99999999999999999999",
    "-",
    ".",
    "1700000000000000",
    "1700000000000000000",
    "0001-01-01T00:00:00+00:01",
    "2026-01-31T10:00:00z",
    "2026-01-31T10:00:00+18:00",
    "2026-01-31T10:00:00-18:01",
    "2026-01-31T10:00:00.Z",
    "31/01/2026"
  };
  private static final String[] KEYS = {
    "blue",
    "green",
    "z\u00fcrich",
    "",
    " blue ",
    "\u6771\u4eac",
    "a/b",
    "\uD83D\uDE00",
    "k\u0000",
    "a long key of more than sixteen bytes",
    "\uFFFD",
    "\uFEFFbom"
  };
  private static final String[] FORMATS = {
    "iso", "epochSeconds", "epochMillis", "epochMicros", "epochNanos", "dd/MM/yyyy"
  };

  private final Random random;
  private final char delimiter;
  private final String lineEnd;
  private final int quoteRarity;
  private final int messRarity;

  /** How records are written. */
  final RecordFormat format;

  /** The fields. */
  final ReadingSchema schema;

  /** The file. */
  final byte[] bytes;

  private RandomFile(Random random, boolean json) {
    this.random = random;
    this.quoteRarity = random.nextBoolean() ? 1000 : 1 + random.nextInt(12);
    this.messRarity = 1 + random.nextInt(60);
    this.lineEnd = pick("\n", "\n", "\r\n", "\r");
    this.delimiter = ",;|\t,;-5 e".charAt(random.nextInt(10));
    List<String> columns = new ArrayList<>(List.of("station", "sensor", "time", "temp", "pm"));
    columns = columns.subList(0, 1 + random.nextInt(columns.size()));
    this.schema = schema(columns);
    columns = new ArrayList<>(columns);
    Collections.shuffle(columns, random);
    boolean header = random.nextBoolean();
    RecordFormat csv =
        random.nextInt(6) == 0
            ? RecordFormat.tsv()
            : RecordFormat.csv().withCsvDelimiter(delimiter == '\t' ? "tab" : "" + delimiter);
    RecordFormat lines = json ? RecordFormat.jsonLines() : csv;
    this.format = header ? lines : lines.withCsvHeader(columns);
    this.bytes = json ? json(columns) : csv(columns, header, lines.delimiter());
  }

  static RandomFile csv(Random random) {
    return new RandomFile(random, false);
  }

  static RandomFile json(Random random) {
    return new RandomFile(random, true);
  }

  private ReadingSchema schema(List<String> columns) {
    List<String> rest = new ArrayList<>(columns);
    Collections.shuffle(rest, random);
    List<String> values =
        List.copyOf(rest.subList(0, 1 + random.nextInt(Math.min(2, rest.size()))));
    rest.removeAll(values);
    ReadingSchema schema = ReadingSchema.ofValues(values);
    if (rest.remove("time")) {
      schema =
          schema
              .withTime("time")
              .withTimeFormat(TimeFormat.parse(pick(FORMATS)))
              .withZone(ZoneId.of(pick("UTC", "Europe/Berlin", "+05:30")));
    }
    if (random.nextInt(20) == 0) {
      rest.addAll(values);
    }
    return schema
        .withKey(rest.subList(0, random.nextInt(rest.size() + 1)))
        .withMissing(random.nextBoolean() ? List.of("-9999") : List.of("x", "1 2"));
  }

  private byte[] csv(List<String> columns, boolean header, char separator) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, random.nextInt(5) == 0 ? "\uFEFF" : "");
    if (header) {
      write(out, (random.nextInt(9) == 0 ? lineEnd : "") + String.join("" + separator, columns));
      write(out, lineEnd);
    }
    for (int rows = random.nextInt(60); rows > 0; rows--) {
      List<String> fields = new ArrayList<>();
      columns.forEach(column -> fields.add(quoted(field(column))));
      if (rarely()) {
        fields.remove(random.nextInt(fields.size()));
      }
      if (rarely()) {
        fields.add("more");
      }
      line(out, String.join("" + separator, fields));
    }
    return out.toByteArray();
  }

  private byte[] json(List<String> columns) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, random.nextInt(5) == 0 ? "\uFEFF" : "");
    for (int rows = random.nextInt(60); rows > 0; rows--) {
      List<String> members = new ArrayList<>();
      columns.forEach(column -> members.add(member(column)));
      if (rarely()) {
        members.remove(random.nextInt(members.size()));
      }
      if (rarely()) {
        members.add(
            pick(
                "\"x\":{\"a\":[1,{}]}",
                "\"x\":nul",
                "\"\u00e9\":\"\u00e9\"",
                "\"\\u0074emp\":1",
                "",
                "\"x\":01",
                "\"x\":-",
                "\"x\":1.5e+3",
                "\"x\":true",
                "\"x\":\"a\\\"b\"",
                "'x':1",
                "\"temp\":null",
                "\"x\":NaN",
                "\"pm\":{\"a\":1}",
                "\"x\":1.",
                "\"x\":\"\t\""));
        Collections.shuffle(members, random);
      }
      String blank = pick("", "", " ");
      String line = blank + "{" + blank + String.join("," + blank, members) + blank + "}" + blank;
      line(out, rarely() ? line.substring(random.nextInt(line.length())) : line);
    }
    return out.toByteArray();
  }

  private String member(String column) {
    String text = field(column);
    boolean bare = text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?") ? !rarely() : rarely();
    String value =
        bare ? text : "\"" + text.replace("\t", "\\t").replace("\u0000", "\\u0000") + "\"";
    return "\"" + column + "\"" + pick(":", ":", ": ", " :") + value;
  }

  /** Writes a line, and damages it sometimes. */
  private void line(ByteArrayOutputStream out, String text) {
    byte[] line = text.getBytes(UTF_8);
    if (rarely() && line.length > 0) {
      line[random.nextInt(line.length)] = (byte) pick("\"", "\r", "\n", "\u0000", "e").charAt(0);
    }
    if (rarely() && line.length > 0) {
      line[random.nextInt(line.length)] = (byte) random.nextInt(256);
    }
    out.writeBytes(line);
    write(out, rarely() ? pick("\n", "\r", "\r\n", "\n\n", " \n", "\n\r\n", "") : lineEnd);
  }

  private String field(String column) {
    boolean mess = rarely();
    return switch (column) {
      case "time" -> mess ? pick(TIMES) : time();
      case "temp", "pm" -> mess ? pick(NUMBERS) : "" + random.nextInt(-999, 999) / 10.0;
      default -> mess ? pick(KEYS) : "k" + random.nextInt(9);
    };
  }

  private String time() {
    long millis = random.nextLong(-99_999_999_999L, 1_800_000_000_000L);
    return switch (schema.timeFormat().toString()) {
      case "iso" -> Instant.ofEpochMilli(millis).toString();
      case "epochMillis" -> "" + millis;
      default -> "" + millis / 1000;
    };
  }

  private String quoted(String text) {
    if (random.nextInt(quoteRarity) > 0) {
      return text;
    }
    return switch (random.nextInt(messRarity + 8)) {
      case 0 -> "\"" + text + "\r" + text + "\"";
      case 1 -> "\"" + text;
      case 2 -> text + "\"";
      case 3 -> "\"" + text + "\"\"" + text + "\"";
      case 4 -> "\"" + text + "\"x";
      case 5 -> "\"" + text + "\n" + delimiter + "\"";
      default -> "\"" + text + "\"";
    };
  }

  private boolean rarely() {
    return random.nextInt(messRarity) == 0;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }
}
