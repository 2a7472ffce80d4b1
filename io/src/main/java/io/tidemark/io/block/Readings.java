// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * What every source gives: readings, rejected records and ledgers.
 *
 * @param <T> what readings are gathered in: {@link io.tidemark.transforms.block.ReadingBlock}, or
 *     what the source folds them into
 */
public final class Readings<T> implements POutput {
  static final TupleTag<RejectedRecord> REJECTED = new TupleTag<>("rejected") {};
  static final TupleTag<Ledger> LEDGERS = new TupleTag<>("ledgers") {};

  /** The outputs beside the readings. */
  static final TupleTagList OTHERS = TupleTagList.of(List.of(REJECTED, LEDGERS));

  private final PCollection<T> readings;
  private final PCollectionTuple outputs;

  private Readings(PCollection<T> readings, PCollectionTuple outputs) {
    this.readings = readings;
    this.outputs = outputs;
  }

  /** The outputs of a DoFn that has {@link #OTHERS} beside its readings. */
  static <T> Readings<T> of(PCollectionTuple outputs, TupleTag<T> tag, Coder<T> coder) {
    outputs
        .get(REJECTED)
        .setCoder(RejectedRecord.coder())
        .setTypeDescriptor(TypeDescriptor.of(RejectedRecord.class));
    outputs
        .get(LEDGERS)
        .setCoder(Ledger.coder())
        .setTypeDescriptor(TypeDescriptor.of(Ledger.class));
    return new Readings<>(outputs.get(tag).setCoder(coder), outputs);
  }

  /**
   * These and others. The readings, rejected records and ledgers of both are put together under
   * names of transforms that start with one given.
   */
  public Readings<T> and(String name, Readings<T> others) {
    PCollection<T> both = flatten(name + "Readings", readings, others.readings);
    PCollectionTuple rest =
        PCollectionTuple.of(REJECTED, flatten(name + "Rejected", rejected(), others.rejected()))
            .and(LEDGERS, flatten(name + "Ledgers", ledger(), others.ledger()));
    return new Readings<>(both, rest);
  }

  /**
   * These and others, of which nothing was rejected, put together under names of transforms that
   * start with one given.
   */
  Readings<T> and(String name, PCollection<T> others, PCollection<Ledger> ledgers) {
    PCollectionTuple rest =
        PCollectionTuple.of(REJECTED, rejected())
            .and(LEDGERS, flatten(name + "Ledgers", ledger(), ledgers));
    return new Readings<>(flatten(name + "Readings", readings, others), rest);
  }

  private static <E> PCollection<E> flatten(
      String name, PCollection<E> some, PCollection<E> others) {
    return PCollectionList.of(some).and(others).apply(name, Flatten.pCollections());
  }

  /** The readings that have a value. */
  public PCollection<T> readings() {
    return readings;
  }

  /** What could not be decoded, and why. */
  public PCollection<RejectedRecord> rejected() {
    return outputs.get(REJECTED);
  }

  /** Parts of the ledger: what was read, missing and rejected. */
  public PCollection<Ledger> ledger() {
    return outputs.get(LEDGERS);
  }

  @Override
  public Pipeline getPipeline() {
    return outputs.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return outputs.expand();
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
