// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.replay.Recording;
import io.tidemark.transforms.ledger.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

public class DemoRecordingTest {
  @Test
  public void theSameSeedGivesTheSameRecords() throws IOException {
    assertThat(records(1, 0), equalTo(records(1, 0)));
    assertThat(records(1, 0), not(equalTo(records(2, 0))));
  }

  @Test
  public void itResumesAnywhere() throws IOException {
    List<DecodedRecord> all = records(1, 0);

    assertThat(records(1, 2_345), equalTo(all.subList(2_345, all.size())));
    assertThat(records(1, 5_000), hasSize(0));
  }

  @Test
  public void itHasSeveralSensorsAndAllThatGoesWrong() throws IOException {
    List<DecodedRecord> all = records(1, 0);
    Ledger ledger = all.stream().map(DecodedRecord::ledger).reduce(Ledger.EMPTY, Ledger::plus);
    Set<String> sensors =
        all.stream()
            .filter(record -> record.rejections().isEmpty())
            .map(DecodedRecord::key)
            .collect(Collectors.toSet());

    assertThat(sensors, hasSize(5));
    assertThat(ledger.read(), equalTo(5_000L));
    assertThat(ledger.missing(), greaterThan(20L));
    assertThat(ledger.rejected(), greaterThan(10L));
    assertThat(behind(all, 0), greaterThan(1_000L)); // out of order
    assertThat(behind(all, 3_000_000), greaterThan(10L)); // late
  }

  @Test
  public void anEndlessOneGoesOn() throws IOException {
    try (Recording.Records records =
        DemoRecording.endless(1, DemoRecording.SCHEMA).open(1_000_000_000_000L)) {
      assertThat(records.hasNext(), equalTo(true));
      assertThat(records.next().ledger().read(), equalTo(1L));
    }
  }

  @Test
  public void aNegativeSizeIsRefused() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> DemoRecording.of(1, -1, DemoRecording.SCHEMA));
    assertThat(error.getMessage(), equalTo("of(1, -1): must be at least 0 records"));
  }

  /** How many records are that far and more behind the newest event time before them. */
  private static long behind(List<DecodedRecord> records, long millis) {
    long newest = Long.MIN_VALUE;
    long count = 0;
    for (DecodedRecord record : records) {
      if (record.time().isPresent()) {
        long time = record.time().getAsLong();
        if (newest != Long.MIN_VALUE && time < newest - millis) {
          count++;
        }
        newest = Math.max(newest, time);
      }
    }
    return count;
  }

  private static List<DecodedRecord> records(long seed, long position) throws IOException {
    List<DecodedRecord> all = new ArrayList<>();
    try (Recording.Records records =
        DemoRecording.of(seed, 5_000, DemoRecording.SCHEMA).open(position)) {
      records.forEachRemaining(all::add);
    }
    return all;
  }
}
