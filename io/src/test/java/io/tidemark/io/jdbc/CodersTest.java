// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** The bytes are part of savepoints. */
public class CodersTest {
  private static final ColumnValue SEVEN = ColumnValue.of(ColumnKind.WHOLE, 7L);

  @Test
  public void positions() throws Exception {
    assertBytes(PollPosition.coder(), PollPosition.START, "01" + "00" + "00");
    assertBytes(
        PollPosition.coder(),
        new PollPosition(Optional.of(SEVEN), Map.of(2L, 300L, -1L, 1L)),
        "01"
            + "01"
            + "0557484f4c45"
            + "0137"
            + "02"
            + "ffffffffffffffff01"
            + "0000000000000002ac02");
  }

  @Test
  public void ranges() throws Exception {
    assertBytes(TableRange.coder(), TableRange.all(), "01" + "03414c4c");
    assertBytes(
        TableRange.coder(), TableRange.withoutValue(), "01" + "0d574954484f55545f56414c5545");
    assertBytes(
        TableRange.coder(),
        new TableRange(TableRange.Rows.PART, SEVEN, SEVEN),
        "01" + "0450415254" + "0557484f4c45" + "0137" + "0557484f4c45" + "0137");
  }

  @Test
  public void equalValuesHaveEqualText() {
    assertThat(
        ColumnValue.of(ColumnKind.DECIMAL, new BigDecimal("100.00")),
        equalTo(ColumnValue.of(ColumnKind.DECIMAL, new BigDecimal("1E+2"))));
    assertThat(
        ColumnValue.of(ColumnKind.INSTANT, OffsetDateTime.parse("2026-01-01T08:00:00+08:00")),
        equalTo(ColumnValue.of(ColumnKind.INSTANT, OffsetDateTime.parse("2026-01-01T00:00:00Z"))));
  }

  private static <T> void assertBytes(Coder<T> coder, T value, String hex) throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(coder, value);
    assertThat(HexFormat.of().formatHex(bytes), equalTo(hex));
    assertThat(CoderUtils.decodeFromByteArray(coder, bytes), equalTo(value));
  }
}
