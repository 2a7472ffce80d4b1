// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import io.tidemark.benchmarks.measure.OptionNamed;
import java.util.List;

/** A kind of file, and what is asked of it. */
public enum Dataset implements OptionNamed {
  /** {@code station;temperature}: the mean of each station. */
  STATIONS("stations", ';', List.of("station", "temperature")),
  /** {@code epochMillis,sensor,value}: the mean of each sensor in each hour. */
  HOURLY("hourly", ',', List.of("time", "sensor", "value"));

  /** Milliseconds of an hour. */
  public static final long HOUR = 3_600_000;

  private final String optionName;
  private final char delimiter;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> fields;

  Dataset(String optionName, char delimiter, List<String> fields) {
    this.optionName = optionName;
    this.delimiter = delimiter;
    this.fields = fields;
  }

  static Dataset named(String name) {
    return OptionNamed.find("data", Dataset.class, name);
  }

  @Override
  public String optionName() {
    return optionName;
  }

  char delimiter() {
    return delimiter;
  }

  /** The names of the fields, of which the last is the value and the one before it the key. */
  public List<String> fields() {
    return fields;
  }

  /** The name of the field of the key. */
  public String key() {
    return fields.get(fields.size() - 2);
  }

  /** The name of the field of the value. */
  public String value() {
    return fields.get(fields.size() - 1);
  }

  boolean isHourly() {
    return this == HOURLY;
  }

  /** The start of the window of a time: its hour, or 0 where there is one window. */
  public long start(long time) {
    return isHourly() ? time - Math.floorMod(time, HOUR) : 0;
  }
}
