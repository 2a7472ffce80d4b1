// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.reading;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** The bytes are part of a savepoint: a change here needs a new version of the format. */
public class VocabularyCodersTest {
  @Test
  public void readingBytes() throws Exception {
    assertBytes(Reading.coder(), Reading.of(-1, 1.5), "01" + "01" + "3ff8000000000000");
    assertBytes(Reading.coder(), Reading.of(64, -0.0), "01" + "8001" + "8000000000000000");
  }

  @Test
  public void seriesBytes() throws Exception {
    assertBytes(Series.coder(), Series.of("pier", "t"), "01" + "0470696572" + "0174");
    assertBytes(Series.coder(), Series.of("", "t"), "01" + "00" + "0174");
  }

  @Test
  public void rejectedRecordBytes() throws Exception {
    assertBytes(
        RejectedRecord.coder(),
        RejectedRecord.of("f:1", "why", "raw"),
        "01" + "03663a31" + "03776879" + "03726177" + "00");
  }

  @Test
  public void ledgerBytes() throws Exception {
    assertBytes(Ledger.coder(), Ledger.of(300, 1, 2, 3, 4), "01" + "ac02" + "01020304");
    assertBytes(
        Ledger.coder(), Ledger.of(0, -1, 1, 0, 0), "01" + "00" + "ffffffffffffffffff01" + "010000");
  }

  @Test
  public void aRecordThatIsNotTextIsKeptInBase64() {
    RejectedRecord text =
        RejectedRecord.of("f:1", "why", "S\u00e9gou".getBytes(StandardCharsets.UTF_8));
    RejectedRecord binary = RejectedRecord.of("f:1", "why", new byte[] {(byte) 0xFF, 0});

    assertThat(text.record(), equalTo("S\u00e9gou"));
    assertThat(text.base64(), equalTo(false));
    assertThat(binary.record(), equalTo("/wA="));
    assertThat(binary.base64(), equalTo(true));
  }

  @Test
  public void aLedgerBalancesWhenEverythingReadIsAccountedFor() {
    assertThat(Ledger.of(10, 6, 1, 1, 2).balances(), equalTo(true));
    assertThat(Ledger.of(10, 6, 1, 1, 1).balances(), equalTo(false));
    assertThat(
        Ledger.of(3, 0, 0, 1, 0).plus(Ledger.of(0, 2, 0, 0, 0)), equalTo(Ledger.of(3, 2, 0, 1, 0)));
    assertThat(
        Ledger.of(3, 2, 0, 1, 0).toJson(),
        equalTo("{\"read\":3,\"used\":2,\"late\":0,\"missing\":1,\"rejected\":0}"));
  }

  private static <T> void assertBytes(Coder<T> coder, T value, String hex) throws Exception {
    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value)), equalTo(hex));
    CoderProperties.coderDecodeEncodeEqual(coder, value);
    CoderProperties.coderSerializable(coder);
    coder.verifyDeterministic();
  }
}
