// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.ledger.Ledger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

public class VersionedCoderTest {
  @Test
  public void aVersionOfTheFutureIsNamed() {
    CoderException error =
        assertThrows(
            CoderException.class,
            () ->
                CoderUtils.decodeFromByteArray(
                    Ledger.coder(), HexFormat.of().parseHex("020000000000")));

    assertThat(
        error.getMessage(), equalTo("LedgerCoder: format version 2, this build reads 1 to 1"));
  }

  @Test
  public void noVersionIsNoneOfOurs() {
    assertThrows(
        CoderException.class,
        () ->
            CoderUtils.decodeFromByteArray(
                Ledger.coder(), HexFormat.of().parseHex("000000000000")));
  }

  @Test
  public void nullIsRefused() {
    CoderException error =
        assertThrows(
            CoderException.class, () -> CoderUtils.encodeToByteArray(Ledger.coder(), null));

    assertThat(error.getMessage(), equalTo("LedgerCoder: cannot encode null"));
  }

  @Test
  public void varintsTakeABytePerSevenBits() throws IOException {
    assertThat(varint(0), equalTo("00"));
    assertThat(varint(127), equalTo("7f"));
    assertThat(varint(128), equalTo("8001"));
    assertThat(varint(-1), equalTo("ffffffffffffffffff01"));
  }

  @Test
  public void varintsOfEitherSignAreShortAroundZero() throws IOException {
    assertThat(signed(0), equalTo("00"));
    assertThat(signed(-1), equalTo("01"));
    assertThat(signed(1), equalTo("02"));
    assertThat(signed(-64), equalTo("7f"));
  }

  @Test
  public void everyVarintReadsBack() throws IOException {
    for (int shift = 0; shift < 64; shift++) {
      for (long number : new long[] {1L << shift, (1L << shift) - 1, -(1L << shift)}) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Varints.write(number, new DataOutputStream(bytes));
        Varints.writeSigned(number, new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(Varints.read(in), equalTo(number));
        assertThat(Varints.readSigned(in), equalTo(number));
      }
    }
  }

  @Test
  public void aVarintWithoutEndIsCorrupt() {
    byte[] endless = HexFormat.of().parseHex("ffffffffffffffffffffff");

    assertThrows(
        IOException.class,
        () -> Varints.read(new DataInputStream(new ByteArrayInputStream(endless))));
  }

  @Test
  public void textsOfAnyScriptReadBack() throws IOException {
    for (String text : new String[] {"", "pier", "S\u00e9gou", "\u5317\u4eac", "\ud83c\udf0a"}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Texts.write(text, new DataOutputStream(bytes));

      assertThat(
          Texts.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))),
          equalTo(text));
    }
  }

  @Test
  public void aTextThatIsCutOffIsAnError() {
    byte[] cut = HexFormat.of().parseHex("0541");

    assertThrows(
        EOFException.class, () -> Texts.read(new DataInputStream(new ByteArrayInputStream(cut))));
  }

  private static String varint(long number) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Varints.write(number, new DataOutputStream(bytes));
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static String signed(long number) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Varints.writeSigned(number, new DataOutputStream(bytes));
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
