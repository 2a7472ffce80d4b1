// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.SummaryFn;
import io.tidemark.transforms.windowing.Interval;
import io.tidemark.transforms.windowing.Windowing;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** The bytes are part of a savepoint: a change here needs a new version of the format. */
public class AveragesCodersTest {
  private static final Reading READING = Reading.of(-1, 1.5);
  private static final String READING_BYTES = "01" + "01" + "3ff8000000000000";

  @Test
  public void admittedBytes() throws Exception {
    assertBytes(
        Admitted.coder(),
        Admitted.of(READING, new Interval(-10, 0), 3),
        "01" + READING_BYTES + "13" + "0a" + "06");
  }

  @Test
  public void lateReadingBytes() throws Exception {
    assertBytes(LateReading.coder(), LateReading.of(READING, 5), "01" + READING_BYTES + "0a");
  }

  @Test
  public void openSessionsBytes() throws Exception {
    assertBytes(
        OpenSessions.coder(),
        new OpenSessions(List.of(new Interval(0, 5), new Interval(10, 20))),
        "01" + "02" + "0005" + "140a");
    assertBytes(OpenSessions.coder(), OpenSessions.NONE, "0100");
  }

  @Test
  public void openCountBytes() throws Exception {
    assertBytes(
        OpenCount.coder(),
        new OpenCount(-1, 0, 2, 3, 5, 1, 3, List.of()),
        "02" + "01" + "00" + "04" + "02" + "04" + "07" + "04" + "00");
    assertBytes(
        OpenCount.coder(),
        new OpenCount(0, -1, 0, 0, 0, 0, 0, List.of(READING)),
        "02" + "00" + "01" + "02" + "00" + "00" + "00" + "00" + "01" + READING_BYTES);
  }

  @Test
  public void openCountOfVersion1IsRead() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("01" + "00" + "01" + READING_BYTES);

    assertThat(
        CoderUtils.decodeFromByteArray(OpenCount.coder(), bytes),
        equalTo(new OpenCount(0, -1, 0, 0, 0, 0, 0, List.of(READING))));
  }

  @Test
  public void readingRunBytes() throws Exception {
    assertBytes(
        ReadingRun.coder(),
        new ReadingRun(List.of(READING, Reading.of(1, 1.5))),
        "01" + "02" + "01" + "3ff8000000000000" + "04" + "3ff8000000000000");
  }

  @Test
  public void countRevisionsBytes() throws Exception {
    CountRevisions revisions = new CountRevisions();
    revisions.next(new Interval(0, 5), true);
    revisions.withdraw(new Interval(0, 6));
    revisions.withdraw(new Interval(0, 6));

    assertBytes(
        CountRevisions.coder(),
        revisions,
        "01" + "02" + "0005" + "01" + "00" + "0006" + "02" + "01");
  }

  @Test
  public void runPlaceBytes() throws Exception {
    assertBytes(RunPlace.coder(), new RunPlace(5, -1), "01" + "05" + "01");
  }

  @Test
  public void aCountTableIsItsSeriesAndWhatThereIsOfEach() throws Exception {
    String open = hex(OpenCount.coder(), new OpenCount(-1, 0, 2, 3, 5, 1, 3, List.of()));
    SummaryAccumulator sum = new SummaryAccumulator(Statistics.parse("count,mean"));
    sum.add(READING);
    CountRevisions revisions = new CountRevisions();
    revisions.next(new Interval(0, 5), true);
    String all = hex(SummaryAccumulator.coder(), sum) + hex(CountRevisions.coder(), revisions);
    String bytes = "01" + "02" + "0161" + open + "00" + "0162" + open + "07" + "05" + all;

    CountTable read =
        CoderUtils.decodeFromByteArray(CountTable.coder(), HexFormat.of().parseHex(bytes));
    assertThat(hex(CountTable.coder(), read), equalTo(bytes));
    assertThat(read.nextWatermark(), equalTo(-3L));
    assertThat(read.size().panes(), equalTo(10L));
  }

  @Test
  public void arrivalBytesAreWatermarkTimeAndInput() throws Exception {
    String blockBytes = hex(ReadingBlock.coder(), block());

    assertBytes(
        Arrival.coder(),
        new Arrival(-1, 5, ShardInput.of(block())),
        "02" + "01" + "0a" + "01" + "00" + blockBytes);
    byte[] ofVersion1 = HexFormat.of().parseHex("01" + "01" + "0a" + blockBytes);
    assertThat(
        CoderUtils.decodeFromByteArray(Arrival.coder(), ofVersion1),
        equalTo(new Arrival(-1, 5, ShardInput.of(block()))));
  }

  @Test
  public void foldedInputIsItsStatisticsAndItsPanes() throws Exception {
    Statistics statistics = Statistics.parse("count,mean");
    TableSpec spec = new TableSpec(Windowing.parse("fixed:10ms"), Firing.onTime(), statistics);
    PaneTable panes = new PaneTable(spec);
    panes.add(Times.NONE, 0, block(), NoResults.INSTANCE);
    String text = "000a" + HexFormat.of().formatHex("count,mean".getBytes(UTF_8));
    String hex = "01" + "01" + text + hex(new PaneTableCoder(statistics), panes);

    assertThat(hex(ShardInput.coder(), ShardInput.folded(panes)), equalTo(hex));
    ShardInput read =
        CoderUtils.decodeFromByteArray(ShardInput.coder(), HexFormat.of().parseHex(hex));
    assertThat(hex(ShardInput.coder(), read), equalTo(hex));
    CoderProperties.coderSerializable(ShardInput.coder());
  }

  private static ReadingBlock block() {
    ReadingBlock.Builder block = new ReadingBlock.Builder(2);
    block.add(block.seriesOf("blue".getBytes(UTF_8)), -1, 1.5);
    block.add(block.seriesOf("green".getBytes(UTF_8)), 3, 2.5);
    return block.build();
  }

  @Test
  public void windowResultBytesAreWindowTimingRevisionAndSummary() throws Exception {
    String summaryBytes = hex(Summary.coder(), summary());

    assertBytes(
        WindowResult.coder(),
        WindowResult.of(Optional.of(new Interval(0, 5)), Timing.LATE, 3, summary()),
        "01" + "01" + "0005" + "02" + "03" + summaryBytes);
    assertBytes(
        WindowResult.coder(),
        WindowResult.of(Optional.empty(), Timing.ON_TIME, 0, summary()),
        "01" + "00" + "01" + "00" + summaryBytes);
  }

  @Test
  public void paneBytesAreWatermarkAndSummary() throws Exception {
    assertBytes(
        Pane.coder(), new Pane(summary(), -1), "01" + "01" + hex(Summary.coder(), summary()));
  }

  @Test
  public void anOpenPaneReadsBack() throws Exception {
    PaneFn fn = new PaneFn(Statistics.DEFAULT);
    Coder<PaneFn.OpenPane> coder =
        fn.getAccumulatorCoder(CoderRegistry.createDefault(), Admitted.coder());
    PaneFn.OpenPane open =
        fn.addInput(fn.createAccumulator(), Admitted.of(READING, new Interval(-10, 0), 3));

    CoderProperties.coderDecodeEncodeEqual(coder, open);
    CoderProperties.coderSerializable(coder);
    coder.verifyDeterministic();
  }

  private static Summary summary() {
    SummaryFn fn = SummaryFn.of(Statistics.DEFAULT);
    return fn.extractOutput(fn.addInput(fn.createAccumulator(), READING));
  }

  private static <T> void assertBytes(Coder<T> coder, T value, String hex) throws Exception {
    assertThat(hex(coder, value), equalTo(hex));
    CoderProperties.coderDecodeEncodeEqual(coder, value);
    CoderProperties.coderSerializable(coder);
    coder.verifyDeterministic();
  }

  private static <T> String hex(Coder<T> coder, T value) throws Exception {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
  }
}
