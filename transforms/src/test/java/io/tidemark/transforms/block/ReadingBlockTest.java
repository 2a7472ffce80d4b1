// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

public class ReadingBlockTest {
  @Test
  public void aBlockHoldsTheReadingsInTheirOrderAndTheirSeriesOnly() {
    ReadingBlock.Builder builder = new ReadingBlock.Builder(10);
    builder.seriesOf(bytes("unused"));
    int blue = builder.seriesOf(bytes("blue"));
    int green = builder.seriesOf(bytes("green"));
    builder.add(green, 7, 1.5);
    builder.add(blue, -3, Double.NaN);
    builder.add(green, 5, -0.0);

    ReadingBlock block = builder.build();

    assertThat(block.size(), equalTo(3));
    assertThat(names(block), arrayContaining("green", "blue", "green"));
    assertThat(block.earliest(), equalTo(-3L));
    assertThat(block.time(0), equalTo(7L));
    assertThat(block.value(1), equalTo(Double.NaN));
  }

  @Test
  public void aSeriesKeepsItsNumberFromBlockToBlock() {
    ReadingBlock.Builder builder = new ReadingBlock.Builder(2);
    int blue = builder.seriesOf(bytes("blue"));
    int green = builder.seriesOf(bytes("green"));
    builder.add(blue, 0, 1);
    builder.add(green, 0, 2);
    assertThat(builder.isFull(), equalTo(true));
    builder.build();
    assertThat(builder.isEmpty(), equalTo(true));
    builder.add(builder.seriesOf(bytes("green"), 0, 5), 1, 3);

    ReadingBlock second = builder.build();

    assertThat(builder.seriesOf(bytes("green")), equalTo(green));
    assertThat(names(second), arrayContaining("green"));
  }

  @Test
  public void anEmptyBlockIsRefused() {
    assertThrows(IllegalStateException.class, () -> new ReadingBlock.Builder(1).build());
    assertThrows(IllegalArgumentException.class, () -> new ReadingBlock.Builder(0));
  }

  @Test
  public void bytesOfABlock() throws Exception {
    ReadingBlock.Builder builder = new ReadingBlock.Builder(4);
    builder.add(builder.seriesOf(bytes("pier")), -1, 1.5);
    builder.add(builder.seriesOf(bytes("")), 64, -0.0);
    ReadingBlock block = builder.build();

    String hex =
        "01"
            + "1d"
            + "02"
            + "0470696572"
            + "00"
            + "02"
            + "0001"
            + "01"
            + "8201"
            + "3ff8000000000000"
            + "8000000000000000";
    assertThat(
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(ReadingBlock.coder(), block)),
        equalTo(hex));
    CoderProperties.coderDecodeEncodeEqual(ReadingBlock.coder(), block);
    CoderProperties.coderSerializable(ReadingBlock.coder());
  }

  @Test
  public void brokenBytesAreAnErrorAndNoHugeArray() {
    byte[] countBeyondTheEnd = HexFormat.of().parseHex("01" + "04" + "ffffff7f");
    assertThrows(
        CoderException.class,
        () -> CoderUtils.decodeFromByteArray(ReadingBlock.coder(), new byte[] {2, 0}));
    assertThrows(
        Exception.class,
        () -> CoderUtils.decodeFromByteArray(ReadingBlock.coder(), countBeyondTheEnd));
  }

  @Test
  public void anIndexNumbersManyKeysInTheirOrder() {
    KeyIndex index = new KeyIndex();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10_000; i++) {
        byte[] line = bytes("<" + "x".repeat(i % 20) + i + ">");
        assertThat(index.indexOf(line, 1, line.length - 1), equalTo(i));
      }
    }
    assertThat(index.size(), equalTo(10_000));
    assertThat(index.key(21), equalTo(bytes("x21")));
  }

  @Test
  public void shardsAreEvenAndHaveNumbersOfTheirOwn() {
    Shards shards = Shards.of(16);
    int[] series = new int[16];
    IntStream.range(0, 16_000).forEach(i -> series[shards.shardOf(hash("sensor-" + i))]++);
    Set<Integer> numbers = new HashSet<>();
    for (int shard = 0; shard < 16; shard++) {
      numbers.add(shards.key(shard));
      // 16 standard deviations of a thousand in a fair draw are 500.
      assertThat(Math.abs(series[shard] - 1000), lessThanOrEqualTo(200));
    }
    assertThat(numbers.size(), equalTo(16));
  }

  @Test
  public void theShardOfASeriesIsForGood() {
    assertThat(Shards.of(128).shardOf(hash("blue")), equalTo(72));
    assertThat(Shards.of(128).shardOf(hash("sensor-00042")), equalTo(35));
  }

  @Test
  public void theNumberOfShardsIsAPowerOfTwo() {
    for (int count : new int[] {0, 3, 256, -1}) {
      assertThrows(IllegalArgumentException.class, () -> Shards.of(count));
    }
  }

  private static String[] names(ReadingBlock block) {
    return IntStream.range(0, block.size())
        .mapToObj(i -> new String(block.key(block.series(i)), StandardCharsets.UTF_8))
        .toArray(String[]::new);
  }

  private static long hash(String text) {
    byte[] bytes = bytes(text);
    return KeyHash.of(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
