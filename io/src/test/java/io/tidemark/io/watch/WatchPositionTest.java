// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.watch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** Bytes that are part of savepoints. */
public class WatchPositionTest {
  @Test
  public void theStart() throws CoderException {
    // Version, no files, none begun.
    assertBytes(WatchPosition.START, "01" + "00" + "00");
  }

  @Test
  public void filesReadAndOneBegun() throws CoderException {
    WatchPosition position =
        new WatchPosition(
            new TreeMap<>(Map.of("/in/a1", new FileStamp(5, 64), "/in/a2", new FileStamp(300, -1))),
            Optional.of(new WatchPosition.Begun("/in/b", new FileStamp(7, 1), 300)));

    // Version, 2 files; 0 shared, 6 "/in/a1", 5 bytes, 64; 5 shared, 1 "2", 300 bytes, -1; begun,
    // 5 "/in/b", 7 bytes, 1; 300 records.
    assertBytes(
        position,
        "01"
            + "02"
            + ("00" + "062f696e2f6131" + "05" + "8001")
            + ("05" + "0132" + "ac02" + "01")
            + ("01" + "052f696e2f62" + "07" + "02" + "ac02"));
  }

  @Test
  public void namesThatShareHalfACharacter() throws CoderException {
    // U+1F600 and U+1F601, whose first surrogates are equal.
    WatchPosition position =
        new WatchPosition(
            new TreeMap<>(
                Map.of("\uD83D\uDE00", new FileStamp(0, 0), "\uD83D\uDE01", new FileStamp(0, 0))),
            Optional.empty());

    assertBytes(position, "01" + "02" + "0004f09f98800000" + "0004f09f98810000" + "00");
  }

  private static void assertBytes(WatchPosition position, String hex) throws CoderException {
    assertThat(
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(WatchPosition.coder(), position)),
        equalTo(hex));
    assertThat(
        CoderUtils.decodeFromByteArray(WatchPosition.coder(), HexFormat.of().parseHex(hex)),
        equalTo(position));
  }
}
