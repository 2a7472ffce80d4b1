// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.ReadingStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** An element for each reading. */
final class Rows implements BeamSource.Format<KV<String, Double>> {
  private static final long serialVersionUID = 1;

  @Override
  public Coder<KV<String, Double>> coder() {
    return KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of());
  }

  @Override
  public BeamSource.Elements<KV<String, Double>> open(ReadingStream stream) {
    return cursor ->
        cursor.next()
            ? TimestampedValue.of(
                KV.of(cursor.key(), cursor.value()), Instant.ofEpochMilli(cursor.time()))
            : null;
  }
}
