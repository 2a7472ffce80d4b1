// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Parts decoded records into readings, rejected records and the ledger.
 *
 * <pre>{@code
 * ReadingSchema schema = ReadingSchema.ofValues("temp_c").withKey("station");
 * PCollection<DecodedRecord> records =
 *     pipeline.apply(
 *         Create.of(
 *                 DecodedRecord.of("blue").value(4.5).build(),
 *                 DecodedRecord.of("green").missing().build())
 *             .withCoder(DecodedRecord.coder()));
 *
 * Readings.Result result = records.apply("Readings", Readings.of(schema));
 *
 * PCollection<KV<Series, Double>> readings = result.readings();
 * PCollection<RejectedRecord> rejected = result.rejected();
 * PCollection<Ledger> ledgers = result.ledger();
 * }</pre>
 *
 * <ul>
 *   <li>Input: bounded or unbounded, in the global window, of the schema given.
 *   <li>Timestamps: readings and rejected records have those of their records, which sources set to
 *       the event time; the ledgers have the end of the global window and are never late.
 *   <li>Ledgers: one for each bundle that read anything; their sum is that of the input. They are
 *       elements, so a bundle that is retried counts once. They count {@code read}, {@code missing}
 *       and {@code rejected}; what becomes of the readings given out is for later steps to count.
 *   <li>Metrics: the counters {@code read}, {@code missing} and {@code rejected} of the namespace
 *       {@code tidemark}, for watching a run; attempts of bundles that failed may be in them.
 *   <li>Empty input: no readings and no ledgers.
 *   <li>Numbers: no reading is NaN; infinities pass.
 *   <li>Order: none is kept. No state and no timers are held.
 * </ul>
 */
@AutoValue
public abstract class Readings extends PTransform<PCollection<DecodedRecord>, Readings.Result> {
  Readings() {}

  /** Parts records whose values are those of a schema. */
  public static Readings of(ReadingSchema schema) {
    return new AutoValue_Readings(schema);
  }

  abstract ReadingSchema schema();

  @Override
  public Result expand(PCollection<DecodedRecord> input) {
    if (!(input.getWindowingStrategy().getWindowFn() instanceof GlobalWindows)) {
      throw new IllegalArgumentException(
          String.format(
              "Readings: the input must be in the global window, is in %s",
              input.getWindowingStrategy().getWindowFn()));
    }
    PCollectionTuple outputs =
        input.apply(
            "Part",
            ParDo.of(new PartFn(schema().valueFields()))
                .withOutputTags(
                    PartFn.READINGS, TupleTagList.of(List.of(PartFn.REJECTED, PartFn.LEDGERS))));
    outputs.get(PartFn.READINGS).setCoder(KvCoder.of(Series.coder(), DoubleCoder.of()));
    outputs
        .get(PartFn.REJECTED)
        .setCoder(RejectedRecord.coder())
        .setTypeDescriptor(TypeDescriptor.of(RejectedRecord.class));
    outputs
        .get(PartFn.LEDGERS)
        .setCoder(Ledger.coder())
        .setTypeDescriptor(TypeDescriptor.of(Ledger.class));
    return new Result(outputs);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(
        DisplayData.item("values", String.join(",", schema().valueFields()))
            .withLabel("Value fields"));
  }

  /** Readings, rejected records and ledgers. */
  public static final class Result implements POutput {
    private final PCollectionTuple outputs;

    private Result(PCollectionTuple outputs) {
      this.outputs = outputs;
    }

    /** The readings that have a value. */
    public PCollection<KV<Series, Double>> readings() {
      return outputs.get(PartFn.READINGS);
    }

    /** What could not be decoded, and why. */
    public PCollection<RejectedRecord> rejected() {
      return outputs.get(PartFn.REJECTED);
    }

    /** Parts of the ledger: what was read, missing and rejected. */
    public PCollection<Ledger> ledger() {
      return outputs.get(PartFn.LEDGERS);
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
}
