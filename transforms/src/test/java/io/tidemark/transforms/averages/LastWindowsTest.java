// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class LastWindowsTest {
  private static final byte[] BLUE = {1};
  private static final byte[] RED = {2};

  private final LastWindows windows = new LastWindows();

  @Test
  public void aWindowIsThereOnceForASeriesThatIsAsItWas() {
    MovingReadings blue = new MovingReadings();
    windows.leave(BLUE, open(10, 5), blue);

    assertThat(windows.take(RED, open(10, 5)), equalTo(Optional.empty()));
    assertThat(windows.take(BLUE.clone(), open(10, 5)), equalTo(Optional.of(blue)));
    assertThat(windows.take(BLUE, open(10, 5)), equalTo(Optional.empty()));
  }

  @Test
  public void aWindowIsNotThatOfASeriesThatHasMovedOn() {
    windows.leave(BLUE, open(10, 5), new MovingReadings());
    assertThat(windows.take(BLUE, open(10, 6)), equalTo(Optional.empty()));

    windows.leave(BLUE, open(10, 5), new MovingReadings());
    assertThat(windows.take(BLUE, open(11, 5)), equalTo(Optional.empty()));

    windows.leave(BLUE, open(10, 5), new MovingReadings());
    windows.forget(BLUE);
    assertThat(windows.take(BLUE, open(10, 5)), equalTo(Optional.empty()));
  }

  @Test
  public void whatWasUsedLastStaysWhereThereIsNoRoomForAll() {
    MovingReadings red = new MovingReadings();
    windows.leave(BLUE, open(10, 600_000), new MovingReadings());
    windows.leave(BLUE, open(11, 600_000), new MovingReadings()); // in place of the one before
    windows.leave(RED, open(11, 500_000), red);

    assertThat(windows.take(BLUE, open(11, 600_000)), equalTo(Optional.empty()));
    assertThat(windows.take(RED, open(11, 500_000)), equalTo(Optional.of(red)));
  }

  private static OpenCount open(long passed, long end) {
    return new OpenCount(passed, 0, 0, 0, end, 0, 0, List.of());
  }
}
