// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.Row;

/**
 * The newest of each series in this JVM, by the rules of a lookup that answers at once: the last by
 * event time, of a tie the one with the greater bytes.
 *
 * <p>The time to live counts up to the newest event time of all. Safe for use by several threads.
 */
final class LiveTable<V> {
  /** So often, in values, what is past its time to live is taken out. */
  private static final int SWEEP = 10_000;

  private final long timeToLive;
  private final TableColumns<V> columns;
  private final Coder<V> coder;
  private final Schema schema;
  private final ConcurrentNavigableMap<String, NavigableMap<String, Entry<V>>> fieldsOf =
      new ConcurrentSkipListMap<>();
  private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong puts = new AtomicLong();

  private record Entry<V>(long time, V value) {}

  /**
   * An empty table.
   *
   * @param timeToLive in milliseconds; the greatest long for good
   * @param coder whose bytes decide a tie
   */
  LiveTable(long timeToLive, TableColumns<V> columns, Coder<V> coder) {
    this.timeToLive = timeToLive;
    this.columns = columns;
    this.coder = coder;
    Schema.Builder builder = Schema.builder().addStringField("field").addDateTimeField("time");
    columns.fields().forEach(builder::addField);
    this.schema = builder.build();
  }

  /** Takes a value, if it is newer than what is there. */
  void put(Series series, long time, V value) {
    newest.accumulateAndGet(time, Math::max);
    fieldsOf.compute(series.key(), (key, fields) -> with(fields, series.field(), time, value));
    if (puts.incrementAndGet() % SWEEP == 0) {
      sweep();
    }
  }

  private NavigableMap<String, Entry<V>> with(
      NavigableMap<String, Entry<V>> fields, String field, long time, V value) {
    NavigableMap<String, Entry<V>> all = fields == null ? new ConcurrentSkipListMap<>() : fields;
    all.merge(field, new Entry<>(time, value), this::newer);
    return all;
  }

  private Entry<V> newer(Entry<V> one, Entry<V> other) {
    if (one.time() != other.time()) {
      return one.time() > other.time() ? one : other;
    }
    return Arrays.compareUnsigned(bytes(one.value()), bytes(other.value())) > 0 ? one : other;
  }

  private byte[] bytes(V value) {
    try {
      return CoderUtils.encodeToByteArray(coder, value);
    } catch (CoderException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isAlive(Entry<V> entry) {
    return timeToLive == Long.MAX_VALUE || newest.get() - entry.time() < timeToLive;
  }

  private void sweep() {
    for (String key : fieldsOf.keySet()) {
      fieldsOf.computeIfPresent(
          key,
          (same, fields) -> {
            fields.values().removeIf(entry -> !isAlive(entry));
            return fields.isEmpty() ? null : fields;
          });
    }
  }

  /** The series of a key as JSON objects: field, time and what the table has; empty for none. */
  List<String> json(String key) {
    List<String> series = new ArrayList<>();
    fieldsOf
        .getOrDefault(key, new ConcurrentSkipListMap<>())
        .forEach(
            (field, entry) -> {
              if (isAlive(entry)) {
                series.add(RowFormat.JSON_LINES.format(row(field, entry)));
              }
            });
    return series;
  }

  private Row row(String field, Entry<V> entry) {
    return Row.withSchema(schema)
        .addValue(field)
        .addValue(org.joda.time.Instant.ofEpochMilli(entry.time()))
        .addValues(columns.values(entry.value()))
        .build();
  }

  /**
   * Some keys in order.
   *
   * @param after the key before the first; null for none
   */
  List<String> keys(String after, int limit) {
    Map<String, NavigableMap<String, Entry<V>>> rest =
        after == null ? fieldsOf : fieldsOf.tailMap(after, false);
    return rest.entrySet().stream()
        .filter(each -> each.getValue().values().stream().anyMatch(this::isAlive))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }
}
