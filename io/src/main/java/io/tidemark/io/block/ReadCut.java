// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.Runners;
import io.tidemark.transforms.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * How files are read in ranges. Where lines end is known when a file has been looked at as a whole;
 * what is folded where it is read is read on the way, and waits for that.
 */
final class ReadCut<T> {
  private final RecordFormat format;
  private final ReadingSchema schema;
  private final Optional<RangeSize> sizes;
  private final ReadRanges<T> read;
  private final boolean ahead;

  /**
   * A reader of ranges.
   *
   * @param sizes how large ranges are; empty: as the runner needs them
   * @param ahead whether what comes of readings is little, and can wait
   */
  ReadCut(
      RecordFormat format,
      ReadingSchema schema,
      Optional<RangeSize> sizes,
      ReadRanges<T> read,
      boolean ahead) {
    this.format = format;
    this.schema = schema;
    this.sizes = sizes;
    this.read = read;
    this.ahead = ahead;
  }

  /** Applies it. */
  Readings<T> read(PCollection<InputFile> files) {
    PCollectionTuple cut =
        files
            .apply("SpreadFiles", Reshuffle.viaRandomKey())
            .apply(
                "Cut",
                ParDo.of(new CutFn(format, schema, sizesOn(files)))
                    .withOutputTags(CutFn.WHOLE, TupleTagList.of(CutFn.PARTS)));
    PCollection<FileRange> whole = cut.get(CutFn.WHOLE).setCoder(FileRange.coder());
    PCollection<FileRange> parts =
        cut.get(CutFn.PARTS).setCoder(FileRange.coder()).apply("SpreadParts", spread());
    return ahead ? readAhead(whole, parts) : readChecked(whole, parts);
  }

  private RangeSize sizesOn(PCollection<?> files) {
    RangeSize byDefault =
        Runners.isDirect(files) ? RangeSize.FOLDED.forThisMachine() : RangeSize.FOLDED;
    return sizes.orElse(ahead ? byDefault : RangeSize.BLOCKS);
  }

  /** What is not read ahead may be part of a run that is resumed: names and keys stay. */
  private PTransform<PCollection<FileRange>, PCollection<FileRange>> spread() {
    return ahead ? new SpreadRanges() : Reshuffle.viaRandomKey();
  }

  private Readings<T> readChecked(PCollection<FileRange> whole, PCollection<FileRange> parts) {
    PCollection<KV<InputFile, CheckedRange>> checked =
        parts.apply("Check", ParDo.of(new CheckRangeFn(format, schema)));
    return read(whole, inSequence(checked));
  }

  private Readings<T> readAhead(PCollection<FileRange> whole, PCollection<FileRange> parts) {
    TupleTag<KV<FileRange, T>> tag = new TupleTag<>("ahead");
    PCollectionTuple outputs =
        parts.apply(
            "ReadAhead",
            ParDo.of(new ReadAheadFn<>(format, schema, read.fold()))
                .withOutputTags(tag, TupleTagList.of(ReadAheadFn.CHECKED)));
    PCollectionTuple sequence = inSequence(outputs.get(ReadAheadFn.CHECKED));
    PCollectionView<Map<InputFile, Integer>> lastRead =
        sequence.get(SequenceFn.LAST_READ).apply("LastRead", View.asMap());
    PCollection<T> confirmed =
        outputs
            .get(tag)
            .setCoder(KvCoder.of(FileRange.coder(), read.fold().coder()))
            .apply("Confirm", ParDo.of(new ConfirmFn<T>(lastRead)).withSideInputs(lastRead))
            .setCoder(read.fold().coder());
    return read(whole, sequence).and("Ahead", confirmed, sequence.get(Readings.LEDGERS));
  }

  private PCollectionTuple inSequence(PCollection<KV<InputFile, CheckedRange>> checked) {
    PCollectionTuple sequence =
        checked
            .setCoder(KvCoder.of(InputFile.coder(), CheckedRange.coder()))
            // The end of the window would be later than the readings are.
            .apply("FromTheStart", timestampsBy(TimestampCombiner.EARLIEST))
            .apply("ByFile", GroupByKey.create())
            .apply(
                "InSequence",
                ParDo.of(new SequenceFn())
                    .withOutputTags(
                        SequenceFn.TO_READ,
                        TupleTagList.of(List.of(SequenceFn.LAST_READ, Readings.LEDGERS))));
    sequence.get(SequenceFn.LAST_READ).setCoder(KvCoder.of(InputFile.coder(), VarIntCoder.of()));
    sequence.get(Readings.LEDGERS).setCoder(Ledger.coder());
    return sequence;
  }

  private Readings<T> read(PCollection<FileRange> whole, PCollectionTuple sequence) {
    PCollection<FileRange> rest =
        sequence
            .get(SequenceFn.TO_READ)
            .setCoder(FileRange.coder())
            .apply("AsBefore", timestampsBy(TimestampCombiner.END_OF_WINDOW));
    PCollection<FileRange> ranges =
        PCollectionList.of(whole)
            .and(rest)
            .apply("Ranges", Flatten.pCollections())
            .apply("SpreadRanges", spread());
    return read.read(ranges);
  }

  private static <E> Window<E> timestampsBy(TimestampCombiner combiner) {
    return Window.<E>configure().withTimestampCombiner(combiner);
  }
}
