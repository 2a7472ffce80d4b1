// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.List;
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
  public void oneReadingOfARecordIsAllThatCounts() {
    RejectedRecord first = RejectedRecord.of("a:1", "first", "x");
    RejectedRecord second = RejectedRecord.of("a:1", "second", "x");
    DecodedRecord record =
        DecodedRecord.of("k").rejected(first).value(1.5).rejected(second).missing().build();

    assertThat(record.only(1).ledger(), equalTo(Ledger.of(1, 0, 0, 0, 0)));
    assertThat(record.only(1).value(1), equalTo(1.5));
    assertThat(record.only(1).rejections(), equalTo(List.of()));
    assertThat(record.only(2).rejections(), equalTo(List.of(second)));
    assertThat(record.only(2).ledger(), equalTo(Ledger.of(1, 0, 0, 0, 1)));
    assertThat(record.only(3).ledger(), equalTo(Ledger.of(1, 0, 0, 1, 0)));
    assertThat(DecodedRecord.rejected(3, first).only(2).rejections(), equalTo(List.of(first)));
  }

  @Test
  public void valueThatIsNotANumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> DecodedRecord.of("k").value(Double.NaN));
  }

  @Test
  public void zerosOfBothSignsDiffer() throws Exception {
    DecodedRecord minus = DecodedRecord.of("").value(-0.0).build();
    assertThat(minus.equals(DecodedRecord.of("").value(0.0).build()), is(false));
  }
}
