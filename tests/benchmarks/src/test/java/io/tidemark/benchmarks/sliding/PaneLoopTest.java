// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;

public final class PaneLoopTest {
  private static final long PERIOD = ReadingStream.PERIOD;

  /** Some series have no reading in some windows. */
  private static final ReadingStream STREAM = new ReadingStream(7, 20, 230);

  @Test
  public void resultsAreThoseOfEachWindowByItself() {
    for (int overlap : new int[] {1, 2, 3, 12, 60}) {
      Workload workload = new Workload(STREAM, overlap, Workload.STATISTICS);

      Digest loop = PaneLoop.expected(workload);
      Digest windows = eachWindow(workload);

      assertThat(loop.results(), is(greaterThan(0L)));
      assertThat("overlap " + overlap, loop.differences(windows), is(empty()));
    }
  }

  @Test
  public void halfAPeriodHasResults() {
    Workload workload = new Workload(new ReadingStream(100, 200, 100), 12, Workload.STATISTICS);

    assertThat(PaneLoop.expected(workload).results(), is(greaterThan(0L)));
  }

  @Test
  public void keysAreFoundByNameAsByNumber() {
    Workload workload = new Workload(STREAM, 3, Workload.STATISTICS);
    ResultCounter byKey = new ResultCounter();

    PaneLoop.byKey(workload, byKey);

    assertThat(byKey.digest(), is(equalTo(PaneLoop.expected(workload))));
  }

  @Test
  public void anotherMeanIsNoticed() {
    ResultCounter right = new ResultCounter();
    right.add(1, PERIOD, 3, 20.5);
    right.add(2, PERIOD, 3, 21.5);
    ResultCounter swapped = new ResultCounter();
    swapped.add(1, PERIOD, 3, 21.5);
    swapped.add(2, PERIOD, 3, 20.5);

    assertThat(swapped.digest().differences(right.digest()), is(not(empty())));
  }

  @Test
  public void anotherCountIsNoticedWhereThereAreCounts() {
    ResultCounter right = new ResultCounter();
    right.add(1, PERIOD, 3, 20.5);
    ResultCounter wrong = new ResultCounter();
    wrong.add(1, PERIOD, 4, 20.5);
    ResultCounter without = new ResultCounter();
    without.add(1, PERIOD, 20.5);

    assertThat(wrong.digest().differences(right.digest()), is(List.of("other counts")));
    assertThat(without.digest().differences(right.digest()), is(empty()));
  }

  @Test
  public void digestsTravelInOneLine() {
    Digest digest = PaneLoop.expected(new Workload(STREAM, 3, Workload.STATISTICS));
    String line = digest.writeTo(new Outcome()).line();

    Outcome outcome = Outcome.find(List.of("something else", line)).orElseThrow();

    assertThat(Digest.of(outcome), is(equalTo(digest)));
  }

  private static Digest eachWindow(Workload workload) {
    Map<String, double[]> windows = new TreeMap<>();
    Cursor cursor = workload.stream().cursor(0, 1);
    while (cursor.next()) {
      long firstEnd = (cursor.time() / PERIOD + 1) * PERIOD;
      for (long end = firstEnd; end < firstEnd + workload.size(); end += PERIOD) {
        double[] sum = windows.computeIfAbsent(cursor.key() + "@" + end, each -> new double[2]);
        sum[0]++;
        sum[1] += cursor.value();
      }
    }
    ResultCounter results = new ResultCounter();
    for (Map.Entry<String, double[]> window : windows.entrySet()) {
      String[] place = window.getKey().split("@", -1);
      long end = Long.parseLong(place[1]);
      if (end <= cursor.watermark()) {
        double[] sum = window.getValue();
        results.add(place[0].hashCode(), end, (long) sum[0], sum[1] / sum[0]);
      }
    }
    return results.digest();
  }
}
