// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** Bytes that are part of savepoints. */
public class KafkaCodersTest {
  @Test
  public void aPosition() throws CoderException {
    KafkaPosition position = new KafkaPosition("air", new TreeMap<>(Map.of(1, 300L, 0, 7L)));

    // Version, 3 "air", 2 partitions, 0: 7, 1: 300.
    assertBytes(KafkaPosition.coder(), position, "01" + "03616972" + "02" + "0007" + "01ac02");
  }

  @Test
  public void aRecordWithAKey() throws CoderException {
    TopicRecord record = new TopicRecord(Optional.of("k"), bytes("row"), -1);

    // Version, 8 bytes: with a key, 1 "k", 3 "row", -1.
    assertBytes(TopicRecord.coder(), record, "01" + "08" + "01" + "016b" + "03726f77" + "01");
  }

  @Test
  public void aRecordWithoutAKey() throws CoderException {
    TopicRecord record = new TopicRecord(Optional.empty(), bytes("row"), 1);

    assertBytes(TopicRecord.coder(), record, "01" + "06" + "00" + "03726f77" + "02");
  }

  @Test
  public void aNumberedRecord() throws CoderException {
    NumberedRecord record =
        new NumberedRecord("run", 3, 5, new TopicRecord(Optional.empty(), bytes("row"), 1));

    // Version, 3 "run", shard, number, the record.
    assertBytes(
        NumberedRecord.coder(),
        record,
        "01" + "0372756e" + "03" + "05" + "01" + "06" + "0003726f7702");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> void assertBytes(Coder<T> coder, T value, String hex) throws CoderException {
    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value)), equalTo(hex));
    assertThat(CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(hex)), equalTo(value));
  }
}
