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
 * How records are written: CSV, TSV, JSON lines or Avro; as the name of each file says; or, of
 * messages, as a bare number.
 *
 * <ul>
 *   <li>CSV and TSV are those of RFC 4180: a quote opens a quoted field only at the start of a
 *       field; lines end with LF, CRLF or CR.
 *   <li>JSON lines hold one object a line; see {@link #decoder}.
 *   <li>Avro files are object files, of any codec but xz; see {@link #decoder}.
 *   <li>Text is UTF-8.
 * </ul>
 */
@AutoValue
public abstract class RecordFormat implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Map<String, Kind> BY_EXTENSION =
      Map.of(
          "csv", Kind.CSV,
          "tsv", Kind.TSV,
          "jsonl", Kind.JSON_LINES,
          "ndjson", Kind.JSON_LINES,
          "avro", Kind.AVRO);

  /** How fields are delimited and named, and the text of the option for it. */
  enum Kind {
    BY_FILE_NAME(""),
    CSV("csv"),
    TSV("tsv"),
    JSON_LINES("jsonl"),
    AVRO("avro"),
    AVRO_CONFLUENT("avro-confluent"),
    NUMBER("number");

    private final String option;

    Kind(String option) {
      this.option = option;
    }
  }

  private static final String NO_SCHEMA = "";

  /** A byte of 0, and four with the number of a schema. */
  private static final int CONFLUENT_PREFIX = 5;

  RecordFormat() {}

  /**
   * The format that the name of each file ends in: .csv, .tsv, .jsonl, .ndjson, .avro, or these .gz
   * or .zst.
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

  /**
   * Avro: a file is an object file, which holds its schema; a message is one record in the binary
   * encoding, of the schema of {@link #withAvroSchema}.
   */
  public static RecordFormat avro() {
    return of(Kind.AVRO);
  }

  /**
   * Messages of Avro as serializers with a schema registry write them: a byte of 0, four bytes with
   * the number of a schema, which is not looked at, and the record in the binary encoding.
   */
  public static RecordFormat avroConfluent() {
    return of(Kind.AVRO_CONFLUENT);
  }

  private static RecordFormat of(Kind kind) {
    return new AutoValue_RecordFormat(kind, ',', List.of(), NO_SCHEMA);
  }

  /**
   * The format of a name: {@code csv}, {@code tsv}, {@code jsonl}, {@code avro}, {@code
   * avro-confluent} or {@code number}.
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
        String.format(
            "inputFormat(%s): must be csv, tsv, jsonl, avro, avro-confluent or number", name));
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

  abstract String avroSchema();

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
    return new AutoValue_RecordFormat(kind(), text.charAt(0), csvHeader(), avroSchema());
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
    return new AutoValue_RecordFormat(kind(), csvDelimiter(), List.copyOf(names), avroSchema());
  }

  /**
   * Sets the schema of messages of Avro.
   *
   * <ul>
   *   <li>Use it for messages, which do not hold their schema; files do, and theirs is taken.
   *   <li>Range: a schema as JSON, of a record. Every message has to be written with it.
   *   <li>Default: none, and messages of Avro cannot be read.
   * </ul>
   *
   * @throws IllegalArgumentException if it is none
   */
  public RecordFormat withAvroSchema(String json) {
    try {
      AvroTypes.parse(json);
    } catch (InputException e) {
      throw new IllegalArgumentException("withAvroSchema(...): " + e.getMessage(), e);
    }
    return new AutoValue_RecordFormat(kind(), csvDelimiter(), csvHeader(), json);
  }

  /**
   * This, for messages, which have no file name: JSON if nobody said how they are written; who
   * names columns means CSV, who gives a schema Avro.
   */
  public RecordFormat forMessages() {
    if (kind() != Kind.BY_FILE_NAME) {
      return this;
    }
    Kind kind = csvHeader().isEmpty() ? Kind.JSON_LINES : Kind.CSV;
    return withKind(hasAvroSchema() ? Kind.AVRO : kind);
  }

  private RecordFormat withKind(Kind kind) {
    return new AutoValue_RecordFormat(kind, csvDelimiter(), csvHeader(), avroSchema());
  }

  private boolean hasAvroSchema() {
    return !avroSchema().equals(NO_SCHEMA);
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
    requireForFiles(fileName + ": ");
    if (kind() != Kind.BY_FILE_NAME) {
      return this;
    }
    Kind found =
        kindOf(fileName)
            .orElseThrow(
                () ->
                    new InputException(
                        fileName + ": unknown format; say --inputFormat=csv, tsv, jsonl or avro"));
    return withKind(found);
  }

  /**
   * A decoder of single records, such as messages.
   *
   * <ul>
   *   <li>CSV and TSV: every record has the columns of {@link #withCsvHeader}, which is required.
   *   <li>JSON: a scalar of a nested object is the field {@code outer.inner}; a field that is null
   *       is as absent; one that is there twice, or is an array or an object, breaks the record.
   *   <li>Avro: of the schema of {@link #withAvroSchema}, which is required; fields are those of
   *       the JSON object that says the same. Times by their logical type are ISO 8601, decimals
   *       and floats exact.
   *   <li>Number: the whole record is the one field there is.
   * </ul>
   *
   * @throws InputException if the header or the schema lacks a field, or the header has it twice;
   *     if a number would have several
   */
  public RecordDecoder decoder(List<String> fields) {
    if (kind() == Kind.JSON_LINES) {
      return new JsonDecoder(fields);
    }
    if (kind() == Kind.BY_FILE_NAME) {
      throw new InputException(
          "a message has no file name; say --inputFormat=csv, tsv, jsonl, avro or number");
    }
    if (isAvro()) {
      return avroDecoder(fields);
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
   * A decoder of single records that a person has written: of Avro as the JSON object that says the
   * same; of all others as {@link #decoder}.
   *
   * @throws InputException as {@link #decoder}
   */
  public RecordDecoder textDecoder(List<String> fields) {
    return isAvro() && hasAvroSchema()
        ? AvroTextDecoder.of(AvroTypes.parse(avroSchema()), fields)
        : decoder(fields);
  }

  /** Whether this says of a record without its file what its fields are. */
  public boolean isOfSingleRecords() {
    return switch (kind()) {
      case CSV, TSV -> !csvHeader().isEmpty();
      case AVRO, AVRO_CONFLUENT -> hasAvroSchema();
      case JSON_LINES, NUMBER -> true;
      case BY_FILE_NAME -> false;
    };
  }

  /** This, of the records of one file without it: with the header or schema that the file has. */
  public RecordFormat ofSingleRecords(Records file) {
    if (isOfSingleRecords()) {
      return this;
    }
    return isAvro() ? withAvroSchema(file.avroSchema()) : withCsvHeader(file.preamble().columns());
  }

  private RecordDecoder avroDecoder(List<String> fields) {
    if (!hasAvroSchema()) {
      throw new InputException("a message does not hold its schema; say --avroSchema=FILE");
    }
    int prefix = kind() == Kind.AVRO_CONFLUENT ? CONFLUENT_PREFIX : 0;
    return AvroDecoder.of(AvroTypes.parse(avroSchema()), prefix, fields);
  }

  /**
   * The records of a stream of bytes.
   *
   * @throws InputException if the header or the schema lacks a field, or the header has it twice
   */
  public Records records(InputStream in, List<String> fields) throws IOException {
    requireForFiles("");
    if (isAvro()) {
      return Records.avro(in, fields);
    }
    return kind() == Kind.JSON_LINES
        ? Records.json(in, fields)
        : Records.delimited(in, delimiter(), csvHeader(), fields);
  }

  /**
   * The records of the rest of a stream of lines, of which the start was read before: there is no
   * byte order mark and no header.
   *
   * @param columns the columns of CSV and TSV; those of the {@link Preamble}
   */
  public Records rest(InputStream in, List<String> columns, List<String> fields) {
    return isJsonLines()
        ? Records.restOfJson(in, fields)
        : Records.restOfDelimited(in, delimiter(), columns, fields);
  }

  /**
   * That files may be written so.
   *
   * @throws InputException if messages alone are
   */
  public void requireForFiles() {
    requireForFiles("");
  }

  private void requireForFiles(String prefix) {
    if (kind() == Kind.NUMBER || kind() == Kind.AVRO_CONFLUENT) {
      throw new InputException(
          String.format(
              "%s--inputFormat=%s is for messages; a file must be csv, tsv, jsonl or avro",
              prefix, this));
    }
  }

  /** Whether records are in Avro's binary encoding. */
  public boolean isAvro() {
    return kind() == Kind.AVRO || kind() == Kind.AVRO_CONFLUENT;
  }

  /** Whether the records of a file are text, and end where a line does. */
  public boolean isText() {
    return kind() == Kind.CSV || kind() == Kind.TSV || kind() == Kind.JSON_LINES;
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
   * The option's text: {@code csv}, {@code tsv}, {@code jsonl}, {@code avro}, {@code
   * avro-confluent}, {@code number}, or empty for by file name.
   */
  @Override
  public final String toString() {
    return kind().option;
  }
}
