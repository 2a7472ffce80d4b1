// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.transforms.lookup.Request;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Makes requests of records, one for each value field of the table. What a record asks is the key
 * of its series.
 */
final class RequestFn extends DoFn<KV<Series, Double>, KV<Series, Request>> {
  /** Of the demo's records so few ask. */
  private static final int DEMO = 400;

  private final List<String> valueFields;
  private final boolean hasId;
  private final boolean hasTime;
  private final boolean demo;

  RequestFn(List<String> valueFields, boolean hasId, boolean hasTime, boolean demo) {
    this.valueFields = valueFields;
    this.hasId = hasId;
    this.hasTime = hasTime;
    this.demo = demo;
  }

  @ProcessElement
  public void read(@Element KV<Series, Double> element, OutputReceiver<KV<Series, Request>> out) {
    String record = element.getKey().key();
    if (!demo || Math.floorMod(record.hashCode(), DEMO) == 0) {
      ask(ReadingSchema.fieldsOf(record), out);
    }
  }

  private void ask(List<String> fields, OutputReceiver<KV<Series, Request>> out) {
    int keys = hasId ? fields.size() - 1 : fields.size();
    String key = String.join("/", fields.subList(0, keys));
    String id = hasId ? fields.get(keys) : "";
    for (String field : valueFields) {
      Request request = hasTime ? Request.of(id) : Request.latest(id);
      out.output(KV.of(Series.of(key, field), request));
    }
  }
}
