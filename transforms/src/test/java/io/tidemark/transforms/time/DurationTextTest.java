// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.time;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.Test;

public class DurationTextTest {
  @Test
  public void readsEveryUnit() {
    assertThat(DurationText.parse("250ms"), equalTo(Duration.ofMillis(250)));
    assertThat(DurationText.parse("10s"), equalTo(Duration.ofSeconds(10)));
    assertThat(DurationText.parse("5m"), equalTo(Duration.ofMinutes(5)));
    assertThat(DurationText.parse("1h"), equalTo(Duration.ofHours(1)));
    assertThat(DurationText.parse("7d"), equalTo(Duration.ofDays(7)));
    assertThat(DurationText.parse("-6h"), equalTo(Duration.ofHours(-6)));
  }

  @Test
  public void readsIso8601() {
    assertThat(DurationText.parse("PT1H30M"), equalTo(Duration.ofMinutes(90)));
    assertThat(DurationText.parse("pt0.25s"), equalTo(Duration.ofMillis(250)));
  }

  @Test
  public void printsTheLargestUnitWithoutAFraction() {
    assertThat(DurationText.print(Duration.ofMinutes(90)), equalTo("90m"));
    assertThat(DurationText.print(Duration.ofDays(1)), equalTo("1d"));
    assertThat(DurationText.print(Duration.ofMillis(1001)), equalTo("1001ms"));
    assertThat(DurationText.print(Duration.ofHours(-6)), equalTo("-6h"));
    assertThat(DurationText.print(Duration.ZERO), equalTo("0s"));
  }

  @Test
  public void whatIsPrintedReadsBack() {
    for (long millis = 1; millis < 100_000_000_000L; millis = millis * 11 / 10 + 977) {
      for (Duration duration : List.of(Duration.ofMillis(millis), Duration.ofMillis(-millis))) {
        assertThat(DurationText.parse(DurationText.print(duration)), equalTo(duration));
      }
    }
  }

  @Test
  public void nonsenseIsNamedWithWhatIsAllowed() {
    for (String text : new String[] {"", "10", "s", "1.5h", "10 s", "P", "999999999999999d"}) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text));
      assertThat(
          error.getMessage(),
          equalTo(
              "'"
                  + text
                  + "' is not a duration: a whole number and one of ms, s, m, h, d (10s, 5m, 1h),"
                  + " or ISO 8601 (PT1H30M)"));
    }
  }
}
