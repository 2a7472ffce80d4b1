// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which fields of a record are its key, its values and its event time.
 *
 * <pre>{@code
 * ReadingSchema schema =
 *     ReadingSchema.ofValues("temp_c", "pm25")
 *         .withKey("station")
 *         .withTime("time")
 *         .withTimeFormat(TimeFormat.parse("epochSeconds"))
 *         .withMissing("-9999");
 * }</pre>
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields") // All of List.copyOf; Guava is no dependency.
public abstract class ReadingSchema implements Serializable {
  private static final long serialVersionUID = 1;

  private static final List<String> ALWAYS_MISSING = List.of("", "NA", "NaN", "null");
  private static final String NO_TIME = "";

  /** A value field that no record has: each record is a reading of 1. */
  private static final String RECORD = "";

  private static final String BETWEEN_FIELDS = "\u001f";

  ReadingSchema() {}

  /**
   * Records with these value fields; each is a series of its own.
   *
   * @throws IllegalArgumentException if there is none, or one is blank or there twice
   */
  public static ReadingSchema ofValues(List<String> fields) {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("ofValues([]): must be one field or more");
    }
    return new AutoValue_ReadingSchema.Builder()
        .setValueFields(checkNames("ofValues", fields))
        .setKeyFields(List.of())
        .setTimeField(NO_TIME)
        .setTimeFormat(TimeFormat.iso())
        .setZone(ZoneOffset.UTC)
        .setMissing(ALWAYS_MISSING)
        .build();
  }

  /** Records with these value fields; see {@link #ofValues(List)}. */
  public static ReadingSchema ofValues(String... fields) {
    return ofValues(Arrays.asList(fields));
  }

  /**
   * Records that count as such, whatever else is in them: each is one reading of 1, and its key is
   * the text of these fields. {@link #fieldsOf} takes it apart.
   *
   * @throws IllegalArgumentException if one is blank or there twice
   */
  public static ReadingSchema ofRecords(List<String> fields) {
    return ofValues("1").toBuilder().setValueFields(List.of(RECORD)).build().withKey(fields);
  }

  /** The fields of a record's key. */
  public static List<String> fieldsOf(String key) {
    return List.of(key.split(BETWEEN_FIELDS, -1));
  }

  /** The fields that hold values, in the order of a {@link DecodedRecord}'s. */
  public abstract List<String> valueFields();

  /** The fields whose text, joined with {@code /}, is the key; one may be a {@link Place}. */
  public abstract List<String> keyFields();

  /** The field that holds the event time; empty if none does. */
  public abstract String timeField();

  /** How event times are written. */
  public abstract TimeFormat timeFormat();

  /** The zone of times that do not name theirs. */
  public abstract ZoneId zone();

  /** The texts that mean "no reading". */
  public abstract List<String> missing();

  abstract Builder toBuilder();

  /** Whether records have an event time. */
  public boolean hasTime() {
    return !timeField().equals(NO_TIME);
  }

  /** Whether a part of the key is a {@link Place}. */
  public boolean hasPlace() {
    return keyFields().stream().anyMatch(part -> Place.parse(part).isPresent());
  }

  /** Whether records count as such, and hold no values. */
  public boolean isOfRecords() {
    return valueFields().contains(RECORD);
  }

  /** What stands between the fields of a key; in records that count as such no field has it. */
  public String keySeparator() {
    return isOfRecords() ? BETWEEN_FIELDS : "/";
  }

  /** All fields, each once: the key's, the values' and the time. */
  public List<String> fields() {
    LinkedHashSet<String> fields = new LinkedHashSet<>();
    for (String part : keyFields()) {
      Optional<Place> place = Place.parse(part);
      fields.add(place.map(Place::latitude).orElse(part));
      place.map(Place::longitude).ifPresent(fields::add);
    }
    if (!isOfRecords()) {
      fields.addAll(valueFields());
    }
    if (hasTime()) {
      fields.add(timeField());
    }
    return List.copyOf(fields);
  }

  /**
   * Sets the fields of the key.
   *
   * <ul>
   *   <li>Use it for records of more than one thing that is measured.
   *   <li>Range: any number of fields, each once; their text is joined with {@code /}. A field may
   *       be a {@link Place}, such as {@code geohash(lat,lon,5)}.
   *   <li>Default: none; all records are one series with an empty key.
   * </ul>
   */
  public ReadingSchema withKey(List<String> fields) {
    fields.forEach(Place::parse);
    return toBuilder().setKeyFields(checkNames("withKey", fields)).build();
  }

  /** Sets the fields of the key; see {@link #withKey(List)}. */
  public ReadingSchema withKey(String... fields) {
    return withKey(Arrays.asList(fields));
  }

  /**
   * Sets the field of the event time.
   *
   * <ul>
   *   <li>Use it for windows in time. A record whose time cannot be read is rejected.
   *   <li>Default: none; a record then has no event time.
   * </ul>
   */
  public ReadingSchema withTime(String field) {
    return toBuilder().setTimeField(checkNames("withTime", List.of(field)).get(0)).build();
  }

  /**
   * Sets how event times are written.
   *
   * <ul>
   *   <li>Default: {@code iso}.
   * </ul>
   */
  public ReadingSchema withTimeFormat(TimeFormat format) {
    return toBuilder().setTimeFormat(format).build();
  }

  /**
   * Sets the zone of times that do not name theirs.
   *
   * <ul>
   *   <li>Use it for local times.
   *   <li>Default: UTC.
   * </ul>
   */
  public ReadingSchema withZone(ZoneId zone) {
    return toBuilder().setZone(zone).build();
  }

  /**
   * Adds texts of a value field that mean "no reading".
   *
   * <ul>
   *   <li>Use it for sensors that write a number such as {@code -9999} for a failure. Texts are
   *       compared, not numbers: {@code -9999.0} is another.
   *   <li>Default: empty, {@code NA}, {@code NaN} and {@code null}, which always do.
   * </ul>
   */
  public ReadingSchema withMissing(List<String> texts) {
    LinkedHashSet<String> missing = new LinkedHashSet<>(missing());
    texts.forEach(text -> missing.add(Blanks.trim(text)));
    return toBuilder().setMissing(List.copyOf(missing)).build();
  }

  /** Adds texts of a value field that mean "no reading"; see {@link #withMissing(List)}. */
  public ReadingSchema withMissing(String... texts) {
    return withMissing(Arrays.asList(texts));
  }

  private static List<String> checkNames(String method, List<String> names) {
    if (names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          String.format("%s(%s): a field's name must not be blank", method, names));
    }
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          String.format("%s(%s): a field must be there once", method, names));
    }
    return List.copyOf(names);
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setValueFields(List<String> fields);

    abstract Builder setKeyFields(List<String> fields);

    abstract Builder setTimeField(String field);

    abstract Builder setTimeFormat(TimeFormat format);

    abstract Builder setZone(ZoneId zone);

    abstract Builder setMissing(List<String> texts);

    abstract ReadingSchema build();
  }
}
