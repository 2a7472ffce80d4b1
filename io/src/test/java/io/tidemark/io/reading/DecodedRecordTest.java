// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.RandomCases;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.StreamCorruptedException;
import java.util.HexFormat;
import java.util.Random;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

public class DecodedRecordTest {
  private static final RejectedRecord REJECTION = RejectedRecord.of("f:2", "why", "x");

  @Test
  public void ledgerCountsReadingsByFate() {
    DecodedRecord record =
        DecodedRecord.of("k").at(5).value(1).missing().rejected(REJECTION).value(2).build();
    assertThat(record.ledger(), equalTo(Ledger.of(4, 0, 0, 1, 1)));
    assertThat(DecodedRecord.rejected(3, REJECTION).ledger(), equalTo(Ledger.of(3, 0, 0, 0, 3)));
  }

  @Test
  public void readingWithoutAValueHasNone() {
    DecodedRecord record = DecodedRecord.of("k").missing().build();
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> record.value(0));
    assertThat(e.getMessage(), equalTo("value(0): there is none, it is MISSING"));
  }

  @Test
  public void valueThatIsNotANumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> DecodedRecord.of("k").value(Double.NaN));
  }

  @Test
  public void zerosOfBothSignsDiffer() throws Exception {
    DecodedRecord minus = DecodedRecord.of("").value(-0.0).build();
    assertThat(minus.equals(DecodedRecord.of("").value(0.0).build()), is(false));
    assertThat(CoderUtils.clone(DecodedRecord.coder(), minus), equalTo(minus));
  }

  @Test
  public void bytesAreThoseOfVersionOne() throws Exception {
    assertBytes(DecodedRecord.of("").missing().build(), "01" + "00" + "00" + "01" + "01" + "00");
    assertBytes(
        DecodedRecord.of("é").at(-1).value(1.5).value(-0.0).missing().value(2).build(),
        "01"
            + "02c3a9"
            + "0101"
            + "04"
            + "10"
            + "3ff8000000000000"
            + "8000000000000000"
            + "4000000000000000"
            + "00");
    assertBytes(
        DecodedRecord.of("k").at(64).missing().missing().missing().missing().missing().build(),
        "01" + "016b" + "018001" + "05" + "5501" + "00");
    assertBytes(
        DecodedRecord.rejected(2, REJECTION),
        "01" + "00" + "00" + "02" + "0a" + "01" + "01" + "03663a32" + "03776879" + "0178" + "00");
  }

  @Test
  public void fateThatThereIsNotIsAnError() {
    byte[] bytes = HexFormat.of().parseHex("010000010300");
    assertThrows(
        StreamCorruptedException.class,
        () -> DecodedRecord.coder().decode(new ByteArrayInputStream(bytes)));
  }

  @Test
  public void randomRecordsSurviveTheirCoder() {
    RandomCases.run(
        2_000,
        random -> CoderProperties.coderDecodeEncodeEqual(DecodedRecord.coder(), record(random)));
  }

  private static DecodedRecord record(Random random) {
    DecodedRecord.Builder record = DecodedRecord.of("k".repeat(random.nextInt(3)));
    if (random.nextBoolean()) {
      record.at(random.nextLong());
    }
    byte[] raw = new byte[random.nextInt(4)];
    for (int i = random.nextInt(10); i > 0; i--) {
      random.nextBytes(raw);
      switch (random.nextInt(3)) {
        case 0 -> record.missing();
        case 1 -> record.value(random.nextGaussian());
        default -> record.rejected(RejectedRecord.of("s", "r", raw));
      }
    }
    return record.build();
  }

  private static void assertBytes(DecodedRecord record, String hex) throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(DecodedRecord.coder(), record);
    assertThat(HexFormat.of().formatHex(bytes), equalTo(hex));
    assertThat(CoderUtils.decodeFromByteArray(DecodedRecord.coder(), bytes), equalTo(record));
  }
}
