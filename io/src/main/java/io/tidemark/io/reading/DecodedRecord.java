// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What became of one record: its key, its event time, and the fate of the reading of each value
 * field.
 *
 * <ul>
 *   <li>Values are in the order of {@link ReadingSchema#valueFields}; none is NaN.
 *   <li>A record that could not be decoded as a whole has an empty key, no event time, and all of
 *       its readings are rejected.
 *   <li>Each cause of rejection is one {@link RejectedRecord}.
 * </ul>
 */
public final class DecodedRecord {
  /** What became of the reading of one value field. */
  public enum Fate {
    /** It has a value. */
    VALUE,
    /** The field said "no reading". */
    MISSING,
    /** It could not be decoded. */
    REJECTED,
    /** It is not this record that has it. */
    ELSEWHERE
  }

  private final String key;
  private final OptionalLong time;
  private final Fate[] fates;
  private final double[] values;
  private final List<RejectedRecord> rejections;

  DecodedRecord(
      String key,
      OptionalLong time,
      Fate[] fates,
      double[] values,
      List<RejectedRecord> rejections) {
    this.key = key;
    this.time = time;
    this.fates = fates;
    this.values = values;
    this.rejections = rejections;
  }

  /** Starts a record; its readings are added in the order of the value fields. */
  public static Builder of(String key) {
    return new Builder(key);
  }

  /** A record that could not be decoded, of a schema with so many value fields. */
  public static DecodedRecord rejected(int valueFields, RejectedRecord rejection) {
    Fate[] fates = new Fate[valueFields];
    Arrays.fill(fates, Fate.REJECTED);
    return new DecodedRecord(
        "", OptionalLong.empty(), fates, new double[valueFields], List.of(rejection));
  }

  /** Who was measured. */
  public String key() {
    return key;
  }

  /** Event time in milliseconds since 1970-01-01T00:00:00Z; empty without one. */
  public OptionalLong time() {
    return time;
  }

  /** The same, of which one value field's reading is taken and the others are elsewhere. */
  public DecodedRecord only(int field) {
    Fate[] one = new Fate[fates.length];
    Arrays.fill(one, Fate.ELSEWHERE);
    one[field] = fates[field];
    return new DecodedRecord(key, time, one, values, rejectionsOf(field));
  }

  private List<RejectedRecord> rejectionsOf(int field) {
    if (fates[field] != Fate.REJECTED || rejections.size() < count(Fate.REJECTED)) {
      return fates[field] == Fate.REJECTED ? rejections : List.of();
    }
    int before = 0;
    for (int i = 0; i < field; i++) {
      before += fates[i] == Fate.REJECTED ? 1 : 0;
    }
    return List.of(rejections.get(before));
  }

  /** How many fates the record has: the number of value fields. */
  public int size() {
    return fates.length;
  }

  /** What became of the reading of a value field, from 0. */
  public Fate fate(int field) {
    return fates[field];
  }

  /** The value of a value field, from 0. */
  public double value(int field) {
    if (fates[field] != Fate.VALUE) {
      throw new IllegalStateException(
          String.format("value(%s): there is none, it is %s", field, fates[field]));
    }
    return values[field];
  }

  /** Why readings were rejected: one for the record, or one for each field that was. */
  public List<RejectedRecord> rejections() {
    return rejections;
  }

  /** What the record adds to the account: its readings read, missing and rejected. */
  public Ledger ledger() {
    return Ledger.of(
        size() - count(Fate.ELSEWHERE), 0, 0, count(Fate.MISSING), count(Fate.REJECTED));
  }

  private long count(Fate fate) {
    long count = 0;
    for (Fate each : fates) {
      count += each == fate ? 1 : 0;
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecodedRecord that
        && key.equals(that.key)
        && time.equals(that.time)
        && Arrays.equals(fates, that.fates)
        && Arrays.equals(values, that.values)
        && rejections.equals(that.rejections);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, time, Arrays.hashCode(values), rejections);
  }

  @Override
  public String toString() {
    return String.format(
        "DecodedRecord{key=%s, time=%s, fates=%s, values=%s, rejections=%s}",
        key, time, Arrays.toString(fates), Arrays.toString(values), rejections);
  }

  /** Puts a record together, reading by reading. */
  public static final class Builder {
    private final String key;
    private OptionalLong time = OptionalLong.empty();
    private final List<Fate> fates = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<RejectedRecord> rejections = new ArrayList<>();

    private Builder(String key) {
      this.key = key;
    }

    /** Sets the event time, in milliseconds since 1970-01-01T00:00:00Z. */
    public Builder at(long millis) {
      time = OptionalLong.of(millis);
      return this;
    }

    /** Adds a reading that has a value, which must not be NaN. */
    public Builder value(double value) {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("value(NaN): a field that is not a number is missing");
      }
      return add(Fate.VALUE, value);
    }

    /** Adds a reading that is missing. */
    public Builder missing() {
      return add(Fate.MISSING, 0);
    }

    /** Adds a reading that is rejected. */
    public Builder rejected(RejectedRecord rejection) {
      rejections.add(rejection);
      return add(Fate.REJECTED, 0);
    }

    private Builder add(Fate fate, double value) {
      fates.add(fate);
      values.add(value);
      return this;
    }

    /** The record. */
    public DecodedRecord build() {
      return new DecodedRecord(
          key,
          time,
          fates.toArray(Fate[]::new),
          values.stream().mapToDouble(Double::doubleValue).toArray(),
          List.copyOf(rejections));
    }
  }
}
