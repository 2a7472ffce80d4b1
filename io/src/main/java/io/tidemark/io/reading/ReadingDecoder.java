// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import io.tidemark.io.reading.DecodedRecord.Fate;
import io.tidemark.io.record.Excerpt;
import io.tidemark.io.record.RecordDecoder;
import io.tidemark.io.record.RecordException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decodes the records of one format and schema, whatever source they are from.
 *
 * <ul>
 *   <li>A record that cannot be decoded, lacks a key field, or whose time cannot be read is
 *       rejected as a whole: once per value field.
 *   <li>A value that is not a number rejects that one reading; an absent field is a missing
 *       reading.
 *   <li>Blanks around values and times do not matter; those of key fields do.
 *   <li>Not safe for use by several threads at once.
 * </ul>
 */
public final class ReadingDecoder {
  private static final int NO_TIME = -1;
  private static final String ONE = "1";
  private static final String OF_VALUE = "value '";

  private final ReadingSchema schema;
  private final RecordDecoder records;
  private final List<String> attributes;
  private final KeyParts keys;
  private final int[] values;
  private final int time;
  private final Set<String> missing;
  private final TimeFormat timeFormat;

  private ReadingDecoder(
      ReadingSchema schema, RecordDecoder records, List<String> body, List<String> attributes) {
    List<String> fields = Stream.of(body, attributes).flatMap(List::stream).toList();
    this.schema = schema;
    this.records = records;
    this.attributes = attributes;
    this.keys = new KeyParts(schema, fields);
    this.values = schema.valueFields().stream().mapToInt(fields::indexOf).toArray();
    this.time = schema.hasTime() ? fields.indexOf(schema.timeField()) : NO_TIME;
    this.missing = new HashSet<>(schema.missing());
    boolean isTime = schema.hasTime() && records.isTime(schema.timeField());
    this.timeFormat = isTime ? TimeFormat.iso() : schema.timeFormat();
  }

  /**
   * A decoder.
   *
   * @param records decodes records into {@link ReadingSchema#fields}
   */
  public static ReadingDecoder of(ReadingSchema schema, RecordDecoder records) {
    return new ReadingDecoder(schema, records, schema.fields(), List.of());
  }

  /**
   * A decoder of messages, which have fields in their body and attributes beside it.
   *
   * @throws io.tidemark.io.record.InputException if the format cannot have such fields
   */
  public static ReadingDecoder ofMessages(ReadingSchema schema, RecordFormat format) {
    Map<Boolean, List<String>> parts =
        schema.fields().stream().collect(Collectors.partitioningBy(Message::isAttribute));
    List<String> body = parts.get(false);
    return new ReadingDecoder(schema, format.decoder(body), body, parts.get(true));
  }

  /**
   * Decodes a record.
   *
   * @param source what it is from: a file, a partition of a topic
   * @param position where it was there: the line, the offset
   * @param record its bytes
   */
  public DecodedRecord decode(String source, long position, byte[] record) {
    return decode(new Line(source, position, record));
  }

  /**
   * The value field that a record was rejected for, from 0; empty if for all.
   *
   * @param reason what {@link RejectedRecord#reason} says
   * @throws RecordException if it was for a field that is none of the schema's
   */
  public static OptionalInt fieldOf(String reason, ReadingSchema schema) throws RecordException {
    OptionalInt field =
        IntStream.range(0, schema.valueFields().size())
            .filter(each -> reason.startsWith(ofValue(schema.valueFields().get(each))))
            .findFirst();
    if (field.isEmpty() && reason.startsWith(OF_VALUE)) {
      throw new RecordException("its reason names a field that is none of --value");
    }
    return field;
  }

  private static String ofValue(String field) {
    return OF_VALUE + field + "': ";
  }

  /** Decodes a message. */
  public DecodedRecord decode(Message message) {
    try {
      String[] fields = fields(message);
      String key = key(fields);
      OptionalLong millis = millis(fields);
      return readings(key, millis, fields, message);
    } catch (RecordException e) {
      return DecodedRecord.rejected(values.length, rejection(message, e.getMessage()));
    }
  }

  private String[] fields(Message message) throws RecordException {
    String[] body = records.decode(message.body());
    if (attributes.isEmpty()) {
      return body;
    }
    String[] fields = Arrays.copyOf(body, body.length + attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      fields[body.length + i] = message.attribute(attributes.get(i));
    }
    return fields;
  }

  /** A record that the source itself has to reject. */
  public DecodedRecord reject(String source, long position, String reason, byte[] record) {
    return DecodedRecord.rejected(
        values.length, rejection(new Line(source, position, record), reason));
  }

  private String key(String[] fields) throws RecordException {
    try {
      return keys.key((field, name) -> required(fields[field], name));
    } catch (IllegalArgumentException e) {
      throw new RecordException(e.getMessage());
    }
  }

  private static String required(String text, String field) {
    if (text == null) {
      throw new IllegalArgumentException("no field '" + field + "'");
    }
    return text;
  }

  private OptionalLong millis(String[] fields) throws RecordException {
    if (time == NO_TIME) {
      return OptionalLong.empty();
    }
    String text = fields[time];
    if (text == null) {
      throw new RecordException("no field '" + schema.timeField() + "'");
    }
    try {
      return OptionalLong.of(timeFormat.toMillis(text, schema.zone()));
    } catch (IllegalArgumentException e) {
      throw new RecordException(String.format("time %s: %s", Excerpt.quoted(text), e.getMessage()));
    }
  }

  private RejectedRecord rejection(Message message, String reason) {
    return records.reject(message.origin(), reason, message.body());
  }

  private DecodedRecord readings(
      String key, OptionalLong millis, String[] fields, Message message) {
    Fate[] fates = new Fate[values.length];
    double[] numbers = new double[values.length];
    List<RejectedRecord> rejections = new ArrayList<>(0);
    for (int i = 0; i < values.length; i++) {
      String text = schema.isOfRecords() ? ONE : fields[values[i]];
      fates[i] = fateOf(text, numbers, i);
      if (fates[i] == Fate.REJECTED) {
        rejections.add(
            rejection(
                message,
                ofValue(schema.valueFields().get(i)) + Excerpt.quoted(text) + " is not a number"));
      }
    }
    return new DecodedRecord(key, millis, fates, numbers, List.copyOf(rejections));
  }

  /** Decides, and puts the value where there is one into its place. */
  private Fate fateOf(String text, double[] numbers, int i) {
    String trimmed = text == null ? "" : Blanks.trim(text);
    if (missing.contains(trimmed)) {
      return Fate.MISSING;
    }
    double number = Decimals.parse(trimmed);
    if (Double.isNaN(number)) {
      return Fate.REJECTED;
    }
    numbers[i] = number;
    return Fate.VALUE;
  }

  /** A record of a file. */
  private static final class Line implements Message {
    private final String file;
    private final long number;
    private final byte[] body;

    Line(String file, long number, byte[] body) {
      this.file = file;
      this.number = number;
      this.body = body;
    }

    @Override
    public byte[] body() {
      return body;
    }

    @Override
    public String origin() {
      return file + ":" + number;
    }

    @Override
    public String attribute(String name) {
      return null;
    }
  }
}
