// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.tidemark.transforms.block.ReadingBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.junit.Test;

public class GatheredSourceTest {
  private static final int ROWS = 10_000;

  @Test
  public void rowsComeInBlocksInTheirOrder() throws Exception {
    GatheredReader<String, Position> reader = source().createReader(null, null);
    List<String> rows = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (boolean more = reader.start(); more; more = reader.advance()) {
      rows.addAll(text(reader.getCurrent()));
      sizes.add(reader.getCurrent().size());
    }

    assertThat(rows, equalTo(expected(0)));
    assertThat(sizes, equalTo(List.of(4096, 4096, 1808)));
    reader.close();
  }

  @Test
  public void aReaderGoesOnFromTheMarkOfABlock() throws Exception {
    GatheredReader<String, Position> first = source().createReader(null, null);
    first.start();
    GatheredReader<String, Position> second =
        source().createReader(null, copied(first.getCheckpointMark()));
    // The source itself knows nothing of what it told before.
    assertThat(second.getWatermark(), equalTo(Instant.ofEpochMilli(4095 - 10)));
    second.start();

    assertThat(text(second.getCurrent()), equalTo(expected(4096).subList(0, 4096)));
  }

  private static GatheredMark<Position> copied(GatheredMark<Position> mark) throws IOException {
    return CoderUtils.clone(source().getCheckpointMarkCoder(), mark);
  }

  @Test
  public void aMarkIsVersionWatermarkAndTheMarkOfTheRows() throws Exception {
    Coder<GatheredMark<Position>> coder = source().getCheckpointMarkCoder();
    GatheredMark<Position> mark = new GatheredMark<>(new Position(5), -1);

    byte[] bytes = CoderUtils.encodeToByteArray(coder, mark);
    assertThat(HexFormat.of().formatHex(bytes), equalTo("01" + "01" + "05"));
    CoderProperties.coderDecodeEncodeEqual(coder, mark);
  }

  @Test
  public void aBlockHasTheTimeOfItsEarliestRowThatIsNotLate() throws Exception {
    GatheredReader<String, Position> reader = source().createReader(null, null);
    reader.start();

    // The first row is of 0 and the watermark at -10; the third is of -20.
    assertThat(reader.getCurrent().time(2), equalTo(-20L));
    assertThat(reader.getCurrentTimestamp(), equalTo(Instant.ofEpochMilli(0)));
    assertThat(reader.getWatermark(), equalTo(Instant.ofEpochMilli(4095 - 10)));
  }

  @Test
  public void theSourceTravelsAndSplits() throws Exception {
    GatheredSource<String, Position> copy = SerializableUtils.ensureSerializable(source());

    assertThat(copy.split(2, null), hasSize(2));
    assertThat(copy.split(2, null).get(0).createReader(null, null).start(), is(true));
  }

  private static GatheredSource<String, Position> source() {
    return GatheredSource.of(new Numbers(), StringUtf8Coder.of());
  }

  private static String row(int i) {
    return "k" + i % 7 + " " + timeOf(i) + " " + (double) i;
  }

  private static long timeOf(int i) {
    return i == 2 ? -20 : i;
  }

  private static List<String> expected(int from) {
    return IntStream.range(from, ROWS).mapToObj(GatheredSourceTest::row).toList();
  }

  private static List<String> text(ReadingBlock block) {
    return IntStream.range(0, block.size())
        .mapToObj(
            i ->
                new String(block.key(block.series(i)), StandardCharsets.UTF_8)
                    + " "
                    + block.time(i)
                    + " "
                    + block.value(i))
        .toList();
  }

  private record Position(int next) implements UnboundedSource.CheckpointMark {
    @Override
    public void finalizeCheckpoint() {
      // Nothing is to be acknowledged.
    }
  }

  /** Rows that are a function of their number, and nothing after the last one. */
  private static final class Numbers extends UnboundedSource<KV<String, Double>, Position> {
    @Override
    public List<Numbers> split(int desiredNumSplits, PipelineOptions options) {
      return IntStream.range(0, desiredNumSplits).mapToObj(i -> new Numbers()).toList();
    }

    @Override
    public UnboundedReader<KV<String, Double>> createReader(
        PipelineOptions options, Position mark) {
      return new NumbersReader(this, mark == null ? 0 : mark.next());
    }

    @Override
    public Coder<Position> getCheckpointMarkCoder() {
      return new AtomicCoder<>() {
        @Override
        public void encode(Position position, OutputStream out) throws IOException {
          VarIntCoder.of().encode(position.next(), out);
        }

        @Override
        public Position decode(InputStream in) throws IOException {
          return new Position(VarIntCoder.of().decode(in));
        }
      };
    }

    @Override
    public Coder<KV<String, Double>> getOutputCoder() {
      return KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of());
    }
  }

  private static final class NumbersReader
      extends UnboundedSource.UnboundedReader<KV<String, Double>> {
    private final Numbers source;
    private int next;

    NumbersReader(Numbers source, int next) {
      this.source = source;
      this.next = next;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      if (next == ROWS) {
        return false;
      }
      next++;
      return true;
    }

    @Override
    public KV<String, Double> getCurrent() {
      return KV.of("k" + (next - 1) % 7, (double) (next - 1));
    }

    @Override
    public Instant getCurrentTimestamp() {
      return Instant.ofEpochMilli(timeOf(next - 1));
    }

    @Override
    public Instant getWatermark() {
      return Instant.ofEpochMilli(next - 1 - 10);
    }

    @Override
    public Position getCheckpointMark() {
      return new Position(next);
    }

    @Override
    public Numbers getCurrentSource() {
      return source;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
