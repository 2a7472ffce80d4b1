// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

/** Which state a run may go on from. */
public class StateIdentityTest {
  private static final StateIdentity HOURS = new StateIdentity("--window=fixed:1h");

  @Test
  public void codeIsPartOfASavepoint() {
    assertThat(HOURS.code(), is(2842740748924762851L));
  }

  @Test
  public void stateOfTheSameAndStateThatDoesNotSayAreTaken() {
    HOURS.check(new StateIdentity("--window=fixed:1h").code());
    HOURS.check(StateIdentity.UNKNOWN);
    new StateIdentity("").check(HOURS.code());
  }

  @Test
  public void otherStateIsRefused() {
    StateMismatchException refused =
        assertThrows(
            StateMismatchException.class,
            () -> HOURS.check(new StateIdentity("--window=fixed:2h").code()));

    assertThat(
        refused.getMessage(),
        is(
            "the state that the run goes on from was kept for something else than"
                + " --window=fixed:1h"));
  }
}
