// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How records are written: CSV, TSV or JSON lines; as the name of each file says; or, of messages,
 * as a bare number.
 *
 * <ul>
 *   <li>CSV and TSV are those of RFC 4180: a quote opens a quoted field only at the start of a
 *       field; lines end with LF, CRLF or CR.
 *   <li>JSON lines hold one object a line; see {@link #decoder}.
 *   <li>All are UTF-8.
 * </ul>
 */
@AutoValue
public abstract class RecordFormat implements Serializable {
  private static final Map<String, Kind> BY_EXTENSION =
      Map.of("csv", Kind.CSV, "tsv", Kind.TSV, "jsonl", Kind.JSON_LINES, "ndjson", Kind.JSON_LINES);

  /** How fields are delimited and named, and the text of the option for it. */
  enum Kind {
    BY_FILE_NAME(""),
    CSV("csv"),
    TSV("tsv"),
    JSON_LINES("jsonl"),
    NUMBER("number");

    private final String option;

    Kind(String option) {
      this.option = option;
    }
  }

  RecordFormat() {}

  /**
   * The format that the name of each file ends in: .csv, .tsv, .jsonl, .ndjson, or these .gz or
   * .zst.
   */
  public static RecordFormat byFileName() {
    return of(Kind.BY_FILE_NAME);
  }

  /** Fields delimited by commas. */
  public static RecordFormat csv() {
    return of(Kind.CSV);
  }

  /** Fields delimited by tabs, quoted as in CSV. */
  public static RecordFormat tsv() {
    return of(Kind.TSV);
  }

  /** One JSON object a line. */
  public static RecordFormat jsonLines() {
    return of(Kind.JSON_LINES);
  }

  /** A number and nothing else: the body of a message, never a record of a file. */
  public static RecordFormat number() {
    return of(Kind.NUMBER);
  }

  private static RecordFormat of(Kind kind) {
    return new AutoValue_RecordFormat(kind, ',', List.of());
  }

  /**
   * The format of a name: {@code csv}, {@code tsv}, {@code jsonl} or {@code number}.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static RecordFormat parse(String name) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.BY_FILE_NAME && kind.option.equals(name)) {
        return of(kind);
      }
    }
    throw new IllegalArgumentException(
        String.format("inputFormat(%s): must be csv, tsv, jsonl or number", name));
  }

  /** Whether a file's name says its format. */
  public static boolean isKnownFileName(String fileName) {
    return kindOf(fileName).isPresent();
  }

  private static Optional<Kind> kindOf(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(BY_EXTENSION.get(name.substring(dot + 1)));
  }

  abstract Kind kind();

  abstract char csvDelimiter();

  @SuppressWarnings("AutoValueImmutableFields") // Always of List.copyOf; Guava is no dependency.
  abstract List<String> csvHeader();

  /**
   * Sets what delimits the fields of CSV.
   *
   * <ul>
   *   <li>Use it for files delimited by semicolons or bars; TSV and JSON lines do not mind.
   *   <li>Range: one ASCII character but a quote and a line end; {@code tab} and {@code \t} are a
   *       tab.
   *   <li>Default: a comma.
   * </ul>
   */
  public RecordFormat withCsvDelimiter(String delimiter) {
    String text = delimiter.equals("tab") || delimiter.equals("\\t") ? "\t" : delimiter;
    if (text.length() != 1 || text.charAt(0) > 127 || "\"\r\n".contains(text)) {
      throw new IllegalArgumentException(
          String.format(
              "withCsvDelimiter(%s): must be one ASCII character but a quote and a line end, or"
                  + " tab",
              Excerpt.of(delimiter)));
    }
    return new AutoValue_RecordFormat(kind(), text.charAt(0), csvHeader());
  }

  /**
   * Names the columns of CSV and TSV that has no header line.
   *
   * <ul>
   *   <li>Use it where the first line is a record; JSON lines do not mind.
   *   <li>Range: one name or more.
   *   <li>Default: the first record of a file names its columns.
   * </ul>
   */
  public RecordFormat withCsvHeader(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("withCsvHeader([]): must be one name or more");
    }
    return new AutoValue_RecordFormat(kind(), csvDelimiter(), List.copyOf(names));
  }

  /**
   * This, for messages, which have no file name: JSON if nobody said how they are written; who
   * names columns means CSV.
   */
  public RecordFormat forMessages() {
    if (kind() != Kind.BY_FILE_NAME) {
      return this;
    }
    Kind kind = csvHeader().isEmpty() ? Kind.JSON_LINES : Kind.CSV;
    return new AutoValue_RecordFormat(kind, csvDelimiter(), csvHeader());
  }

  /** The names given for records without a header line; empty if none were. */
  public List<String> columns() {
    return csvHeader();
  }

  /**
   * The format of one file: this, or what the name says.
   *
   * @throws InputException if it is the name that should say, and it does not
   */
  public RecordFormat forFile(String fileName) {
    if (kind() == Kind.NUMBER) {
      throw noFiles(fileName + ": ");
    }
    if (kind() != Kind.BY_FILE_NAME) {
      return this;
    }
    Kind found =
        kindOf(fileName)
            .orElseThrow(
                () ->
                    new InputException(
                        fileName + ": unknown format; say --inputFormat=csv, tsv or jsonl"));
    return new AutoValue_RecordFormat(found, csvDelimiter(), csvHeader());
  }

  /**
   * A decoder of single records, such as messages.
   *
   * <ul>
   *   <li>CSV and TSV: every record has the columns of {@link #withCsvHeader}, which is required.
   *   <li>JSON: a scalar of a nested object is the field {@code outer.inner}; a field that is null
   *       is as absent; one that is there twice, or is an array or an object, breaks the record.
   *   <li>Number: the whole record is the one field there is.
   * </ul>
   *
   * @throws InputException if the header lacks a field, or has it twice; if a number would have
   *     several
   */
  public RecordDecoder decoder(List<String> fields) {
    if (kind() == Kind.JSON_LINES) {
      return new JsonDecoder(fields);
    }
    if (kind() == Kind.BY_FILE_NAME) {
      throw new InputException(
          "a message has no file name; say --inputFormat=csv, tsv, jsonl or number");
    }
    if (kind() == Kind.NUMBER) {
      return NumberDecoder.of(fields);
    }
    if (csvHeader().isEmpty()) {
      throw new InputException("a message has no header line; say --csvHeader=NAMES");
    }
    Columns columns = new Columns(csvHeader());
    return new CsvDecoder(delimiter(), columns.count(), columns.indexesOf(fields));
  }

  /**
   * The records of a stream of bytes.
   *
   * @throws InputException if the header lacks a field, or has it twice
   */
  public Records records(InputStream in, List<String> fields) throws IOException {
    if (kind() == Kind.NUMBER) {
      throw noFiles("");
    }
    return kind() == Kind.JSON_LINES
        ? Records.json(in, fields)
        : Records.delimited(in, delimiter(), csvHeader(), fields);
  }

  /**
   * The records of the rest of a stream, of which the start was read before: there is no byte order
   * mark and no header.
   *
   * @param columns the columns of CSV and TSV; those of the {@link Preamble}
   */
  public Records rest(InputStream in, List<String> columns, List<String> fields) {
    return isJsonLines()
        ? Records.restOfJson(in, fields)
        : Records.restOfDelimited(in, delimiter(), columns, fields);
  }

  private static InputException noFiles(String prefix) {
    return new InputException(
        prefix + "--inputFormat=number is for messages; a file must be csv, tsv or jsonl");
  }

  /** Whether a record is a number and nothing else. */
  public boolean isNumber() {
    return kind() == Kind.NUMBER;
  }

  /** Whether records are JSON objects, and not delimited fields. */
  public boolean isJsonLines() {
    return kind() == Kind.JSON_LINES;
  }

  /** What delimits the fields of CSV and TSV. */
  public char delimiter() {
    return kind() == Kind.TSV ? '\t' : csvDelimiter();
  }

  /**
   * The option's text: {@code csv}, {@code tsv}, {@code jsonl}, {@code number}, or empty for by
   * file name.
   */
  @Override
  public final String toString() {
    return kind().option;
  }
}
