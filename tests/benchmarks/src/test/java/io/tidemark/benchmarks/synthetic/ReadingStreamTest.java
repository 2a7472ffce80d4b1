// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.synthetic;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class ReadingStreamTest {
  private static final ReadingStream STREAM = new ReadingStream(10, 1_000, 5_000);

  @Test
  public void noReadingIsBehindTheWatermark() {
    Cursor cursor = STREAM.cursor(0, 1);
    long before = Long.MIN_VALUE;
    int outOfOrder = 0;
    long last = Long.MIN_VALUE;
    while (cursor.next()) {
      assertThat(cursor.time(), is(greaterThanOrEqualTo(before)));
      before = cursor.watermark();
      outOfOrder += cursor.time() < last ? 1 : 0;
      last = cursor.time();
    }
    assertThat(outOfOrder, is(greaterThan(1_000)));
  }

  @Test
  public void partsTogetherAreTheWhole() {
    List<String> whole = readings(STREAM.cursor(0, 1));
    List<String> parts = readings(STREAM.cursor(0, 2));
    parts.addAll(readings(STREAM.cursor(1, 2)));

    assertThat(parts.stream().sorted().toList(), is(whole.stream().sorted().toList()));
  }

  @Test
  public void aReadingIsTheSameAfterASeek() {
    Cursor cursor = STREAM.cursor(1, 2);
    cursor.next();
    Cursor resumed = STREAM.cursor(1, 2);
    resumed.seek(cursor.position());

    List<String> rest = readings(cursor);

    assertThat(readings(resumed), is(equalTo(rest)));
  }

  @Test
  public void theWatermarkEndsShortlyAfterTheEndOfAPeriod() {
    Cursor cursor = STREAM.cursor(0, 1);
    while (cursor.next()) {}

    assertThat(cursor.watermark() % ReadingStream.PERIOD, is(lessThan(1_000L)));
  }

  private static List<String> readings(Cursor cursor) {
    List<String> readings = new ArrayList<>();
    while (cursor.next()) {
      readings.add(cursor.key() + " " + cursor.time() + " " + cursor.value());
    }
    return readings;
  }
}
