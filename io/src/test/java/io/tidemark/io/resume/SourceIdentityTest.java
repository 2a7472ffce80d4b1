// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.resume;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.record.InputException;
import org.junit.Test;

public class SourceIdentityTest {
  @Test
  public void theSameStateGoesOn() {
    of("--key=a,b c --window=fixed:1h").requireStateOf(of("--key=a,b c --window=fixed:1h"));
  }

  @Test
  public void eachOptionThatHasChangedIsNamedWithBothItsValues() {
    InputException refused =
        assertThrows(
            InputException.class,
            () ->
                of("--key=a --zone=UTC --window=session:30s --statistics=")
                    .requireStateOf(
                        of("--key=a,b c --zone=UTC --window=session:20s --statistics=")));

    assertThat(
        refused.getMessage(),
        is(
            "the run that is resumed has state of --key=a,b c, not a;"
                + " --window=session:20s, not session:30s"));
  }

  @Test
  public void anOptionThatAnotherBuildDidNotKnowIsNotCompared() {
    of("--key=a --new=1").requireStateOf(of("--key=a --old=2"));
    of("--key=a").requireStateOf(of(""));
  }

  private static SourceIdentity of(String state) {
    return new SourceIdentity("input", state);
  }
}
