// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.windowing.Interval;
import io.tidemark.transforms.windowing.Windowing;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class AdmissionTest {
  private static final Admission FIXED = new Admission(Windowing.parse("fixed:10ms"), 5);
  private static final Admission SLIDING = new Admission(Windowing.parse("sliding:10ms/5ms"), 0);
  private static final Admission SESSION = new Admission(Windowing.parse("session:10ms"), 0);

  @Test
  public void aWindowIsOpenUntilTheWatermarkPassesItsLastMillisecondAndTheLateness() {
    // maxTimestamp 9 + lateness 5 = 14: not behind a watermark of 14, behind one of 15.
    assertThat(FIXED.admit(3, 14), equalTo(Optional.of(new Interval(0, 10))));
    assertThat(FIXED.admit(3, 15), equalTo(Optional.empty()));
  }

  @Test
  public void theSameBefore1970() {
    assertThat(FIXED.admit(-3, 4), equalTo(Optional.of(new Interval(-10, 0))));
    assertThat(FIXED.admit(-3, 5), equalTo(Optional.empty()));
  }

  @Test
  public void aReadingThatMissedSomeOfItsWindowsGetsIntoTheOthers() {
    assertThat(SLIDING.admit(7, 0), equalTo(Optional.of(new Interval(0, 15))));
    assertThat(SLIDING.admit(7, 10), equalTo(Optional.of(new Interval(5, 15))));
    assertThat(SLIDING.admit(7, 15), equalTo(Optional.empty()));
  }

  @Test
  public void theGlobalWindowNeverCloses() {
    Admission global = new Admission(Windowing.global(), 0);

    assertThat(global.admit(3, Times.END - 1).isPresent(), equalTo(true));
  }

  @Test
  public void aReadingJoinsTheOpenSessionItOverlaps() {
    OpenSessions open = OpenSessions.NONE.with(new Interval(0, 30));

    // Alone it would have ended at 15, behind the watermark.
    assertThat(SESSION.admit(5, 25, open), equalTo(Optional.of(new Interval(0, 30))));
    assertThat(SESSION.admit(5, 25, OpenSessions.NONE), equalTo(Optional.empty()));
  }

  @Test
  public void aReadingBridgesSessions() {
    OpenSessions open = OpenSessions.NONE.with(new Interval(0, 20)).with(new Interval(25, 40));

    assertThat(SESSION.admit(18, 0, open), equalTo(Optional.of(new Interval(0, 40))));
    assertThat(
        open.with(new Interval(0, 40)), equalTo(new OpenSessions(List.of(new Interval(0, 40)))));
  }

  @Test
  public void sessionsThatHaveEndedAreForgotten() {
    OpenSessions open = OpenSessions.NONE.with(new Interval(0, 20)).with(new Interval(25, 40));

    assertThat(open.from(21), equalTo(new OpenSessions(List.of(new Interval(25, 40)))));
    assertThat(open.from(41), equalTo(OpenSessions.NONE));
  }

  @Test
  public void readingsAGapApartAreInDifferentSessions() {
    OpenSessions open = OpenSessions.NONE.with(new Interval(0, 10));

    assertThat(SESSION.admit(10, 0, open), equalTo(Optional.of(new Interval(10, 20))));
  }
}
