// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.ledger.CountFn;
import io.tidemark.transforms.ledger.Ledger;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;

/** What {@link Averages} gives: results, late readings, and the account of both. */
public final class AveragesResult<K> implements POutput {
  private final TupleTag<KV<K, WindowResult>> resultsTag = new TupleTag<>() {};
  private final TupleTag<KV<K, LateReading>> lateTag = new TupleTag<>() {};
  private final TupleTag<Ledger> ledgerTag = new TupleTag<>() {};
  private final PCollection<KV<K, WindowResult>> results;
  private final PCollection<KV<K, LateReading>> late;
  private final PCollection<Ledger> ledger;

  private AveragesResult(
      PCollection<KV<K, WindowResult>> results,
      PCollection<KV<K, LateReading>> late,
      PCollection<Ledger> ledger) {
    this.results = results;
    this.late = late;
    this.ledger = ledger;
  }

  /** What a plan made of the readings that it counted as used: sets the coders and counts. */
  static <K> AveragesResult<K> of(
      Coder<K> keyCoder,
      PCollection<Ledger> used,
      PCollection<KV<K, WindowResult>> results,
      PCollection<KV<K, LateReading>> late) {
    results.setCoder(KvCoder.of(keyCoder, WindowResult.coder()));
    late.setCoder(KvCoder.of(keyCoder, LateReading.coder()));
    PCollection<Ledger> takenBack = late.apply("CountLate", ParDo.of(CountFn.late()));
    PCollection<Ledger> ledger =
        PCollectionList.of(used.setCoder(Ledger.coder()))
            .and(takenBack.setCoder(Ledger.coder()))
            .apply("Counts", Flatten.pCollections());
    return new AveragesResult<>(results, late, ledger);
  }

  /** The same for a plan that takes single readings. */
  static <K> AveragesResult<K> of(
      PCollection<KV<K, Double>> readings,
      PCollection<KV<K, WindowResult>> results,
      PCollection<KV<K, LateReading>> late) {
    Coder<K> keyCoder = ((KvCoder<K, Double>) readings.getCoder()).getKeyCoder();
    return of(
        keyCoder, readings.apply("CountUsed", ParDo.of(CountFn.used(each -> 1))), results, late);
  }

  /** One per key, window and firing. */
  public PCollection<KV<K, WindowResult>> results() {
    return results;
  }

  /** The readings that came after all their windows had closed; in the global window. */
  public PCollection<KV<K, LateReading>> late() {
    return late;
  }

  /** Partial ledgers, to be added up: {@code used} and {@code late}; in the global window. */
  public PCollection<Ledger> ledger() {
    return ledger;
  }

  @Override
  public Pipeline getPipeline() {
    return results.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(resultsTag, results, lateTag, late, ledgerTag, ledger);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
