// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/** What {@link Lookup} gives: answers, and the updates that came too late. */
public final class LookupResult<K, V> implements POutput {
  private final TupleTag<KV<K, Answer<V>>> answersTag = new TupleTag<>() {};
  private final TupleTag<KV<K, LateUpdate<V>>> lateTag = new TupleTag<>() {};
  private final PCollection<KV<K, Answer<V>>> answers;
  private final PCollection<KV<K, LateUpdate<V>>> late;

  LookupResult(PCollection<KV<K, Answer<V>>> answers, PCollection<KV<K, LateUpdate<V>>> late) {
    this.answers = answers;
    this.late = late;
  }

  /** One for each request; in the global window. */
  public PCollection<KV<K, Answer<V>>> answers() {
    return answers;
  }

  /** The updates that changed nothing, since they came too late; in the global window. */
  public PCollection<KV<K, LateUpdate<V>>> late() {
    return late;
  }

  @Override
  public Pipeline getPipeline() {
    return answers.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(answersTag, answers, lateTag, late);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
