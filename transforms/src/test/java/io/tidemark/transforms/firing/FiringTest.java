// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.firing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import org.junit.Test;

public class FiringTest {
  @Test
  public void byDefaultAWindowFiresOnceAtItsEnd() {
    Firing firing = Firing.onTime();

    assertThat(firing.early(), equalTo(Duration.ZERO));
    assertThat(firing.allowedLateness(), equalTo(Duration.ZERO));
    assertThat(firing.late(), equalTo(LateFiring.EACH));
    assertThat(firing.accumulation(), equalTo(Accumulation.ACCUMULATING));
  }

  @Test
  public void settingsComeInAnyOrder() {
    assertThat(
        Firing.onTime().withEarly(Duration.ofSeconds(30)).withAllowedLateness(Duration.ofHours(1)),
        equalTo(
            Firing.onTime()
                .withAllowedLateness(Duration.ofHours(1))
                .withEarly(Duration.ofSeconds(30))));
  }

  @Test
  public void lateFiringReadsBackWhatItPrints() {
    for (String text : new String[] {"each", "1m", "250ms"}) {
      assertThat(LateFiring.parse(text).toString(), equalTo(text));
    }
  }

  @Test
  public void accumulationReadsBackWhatItPrints() {
    for (Accumulation accumulation : Accumulation.values()) {
      assertThat(Accumulation.parse(accumulation.toString()), equalTo(accumulation));
    }
  }

  @Test
  public void nonsenseIsNamedWithWhatIsAllowed() {
    assertRefused(
        () -> Firing.onTime().withEarly(Duration.ofSeconds(-1)),
        "withEarly(-1s): must be from 0s to 36525d");
    assertRefused(
        () -> Firing.onTime().withAllowedLateness(Duration.ofDays(40_000)),
        "withAllowedLateness(40000d): must be from 0s to 36525d");
    assertRefused(
        () -> LateFiring.parse("0s"), "late '0s': must be each or a duration of more than 0");
    assertRefused(
        () -> Accumulation.parse("replace"),
        "accumulation 'replace': must be accumulating or discarding");
  }

  private static void assertRefused(Runnable call, String message) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, call::run);
    assertThat(error.getMessage(), equalTo(message));
  }
}
