// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.tidemark.io.file.InputFile;
import io.tidemark.io.record.Preamble;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.Series;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** Bytes that cross a shuffle. */
public class CodersTest {
  private static final FileRange RANGE =
      FileRange.whole(InputFile.of("n", "r"), new Preamble(List.of("a", "b"), 3, 1))
          .at(2, 300, 400)
          .after(5);

  @Test
  public void rangesKeepTheirBytes() throws CoderException {
    String golden = "0101016e01720202016101" + "62ac02900305";
    assertThat(hex(CoderUtils.encodeToByteArray(FileRange.coder(), RANGE)), equalTo(golden));
    byte[] bytes = HexFormat.of().parseHex(golden);
    assertThat(CoderUtils.decodeFromByteArray(FileRange.coder(), bytes), equalTo(RANGE));
  }

  @Test
  public void checkedRangesKeepTheirBytes() throws CoderException {
    CheckedRange checked =
        CheckedRange.of(RANGE, 7, true).readUpTo(350, 4, Ledger.of(4, 0, 0, 1, 0));
    String golden =
        "02" + "0101016e0172020201610162ac02900305" + "0701" + "de0204" + "010400000100";
    assertThat(hex(CoderUtils.encodeToByteArray(CheckedRange.coder(), checked)), equalTo(golden));
    byte[] bytes = HexFormat.of().parseHex(golden);
    assertThat(CoderUtils.decodeFromByteArray(CheckedRange.coder(), bytes), equalTo(checked));
    byte[] version1 = HexFormat.of().parseHex("01" + "0101016e0172020201610162ac02900305" + "0701");
    assertThat(
        CoderUtils.decodeFromByteArray(CheckedRange.coder(), version1),
        equalTo(CheckedRange.of(RANGE, 7, true)));
  }

  @Test
  public void seriesAreTheBytesOfTheirCoder() throws CoderException {
    ReadingBlock.Builder blocks = new ReadingBlock.Builder(10);
    SeriesIndex index = new SeriesIndex(blocks, List.of("temp", "pm\u00fc"));
    for (String key : List.of("", "blue", "z\u00fcrich", "k".repeat(200), "k".repeat(70_000))) {
      byte[] utf8 = ("x" + key + "x").getBytes(StandardCharsets.UTF_8);
      int first = index.firstSeries(utf8, 1, utf8.length - 1);
      blocks.add(first, 0, 1);
      blocks.add(first + 1, 0, 2);
      ReadingBlock block = blocks.build();
      assertThat(decoded(block, 0), equalTo(Series.of(key, "temp")));
      assertThat(decoded(block, 1), equalTo(Series.of(key, "pm\u00fc")));
      byte[] expected = CoderUtils.encodeToByteArray(Series.coder(), Series.of(key, "temp"));
      assertThat(block.key(0), equalTo(expected));
    }
    assertThat(index.firstSeries(new byte[] {(byte) 0xFF}, 0, 1), is(SeriesIndex.INVALID));
  }

  private static Series decoded(ReadingBlock block, int reading) throws CoderException {
    return CoderUtils.decodeFromByteArray(Series.coder(), block.key(block.series(reading)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
