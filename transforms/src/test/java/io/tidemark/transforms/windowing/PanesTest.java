// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.testing.Seed;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Panes against the windows of single readings, which know nothing of panes. */
public class PanesTest {
  private static final long DAY = 86_400_000;

  @Test
  public void panesMakeTheWindowsOfEveryTime() {
    for (String spec :
        List.of("fixed:1h", "fixed:7ms", "sliding:1h/5m", "sliding:10ms/4ms", "sliding:90m/1h")) {
      agree(Windowing.parse(spec), 3 * 3_600_000L);
      agree(Windowing.parse(spec).withOffset(Duration.ofMillis(-1234)), 10_000);
    }
  }

  @Test
  public void calendarsHaveAPaneForEachWindow() {
    for (String spec :
        List.of("calendar:day", "calendar:week", "calendar:month", "calendar:year")) {
      for (String zone : List.of("UTC", "Europe/Berlin", "America/Sao_Paulo")) {
        Windowing windowing = Windowing.parse(spec).withZone(ZoneId.of(zone));
        agree(windowing, 40 * 365 * DAY);
        agree(windowing.withOffset(Duration.ofHours(2)), 40 * 365 * DAY);
      }
    }
  }

  @Test
  public void theGlobalWindowIsOnePaneThatNeverEnds() {
    Panes panes = Windowing.global().panes().orElseThrow();

    assertThat(panes.start(-5), equalTo(panes.start(DAY)));
    assertThat(panes.endAfter(panes.start(0), DAY), equalTo(Panes.END_OF_TIME));
    assertThat(panes.endAfter(panes.start(0), Panes.END_OF_TIME), equalTo(Panes.NONE));
  }

  @Test
  public void sessionsAndCountWindowsHaveNone() {
    assertThat(Windowing.parse("session:1m").panes().isPresent(), equalTo(false));
    assertThat(Windowing.parse("count:5").panes().isPresent(), equalTo(false));
    assertThrows(IllegalArgumentException.class, () -> Windowing.parse("fixed:0s"));
  }

  private static void agree(Windowing windowing, long range) {
    Panes panes = windowing.panes().orElseThrow();
    long seed = Seed.next();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      long time = (long) (range * (2 * random.nextDouble() - 1));
      String what = windowing + " at " + time + " -Dseed=" + seed;
      List<Interval> windows = windowing.windows(time);
      long pane = panes.start(time);
      assertThat(what, panes.start(panes.end(pane) - 1), equalTo(pane));
      assertThat(what, panes.start(panes.end(pane)), equalTo(panes.end(pane)));
      long end = panes.endAfter(pane, Long.MIN_VALUE / 2);
      for (Interval window : windows) {
        assertThat(what, new Interval(panes.windowStart(end), end), equalTo(window));
        end = panes.endAfter(pane, end);
      }
      assertThat(what, end, equalTo(Panes.NONE));
      assertThat(what, panes.lastEnd(pane), equalTo(windows.get(windows.size() - 1).end()));
      firstWithEnd(what, windowing, panes, time);
    }
  }

  private static void firstWithEnd(String what, Windowing windowing, Panes panes, long end) {
    long first = panes.firstWithEnd(end);
    List<Interval> from = windowing.windows(first);
    List<Interval> before = windowing.windows(first - 1);
    assertThat(what, from.get(from.size() - 1).end() >= end, equalTo(true));
    assertThat(what, before.get(before.size() - 1).end() < end, equalTo(true));
  }
}
