// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.util.function.Function;
import org.junit.Test;

/** What is said of a wrong value. */
public class OptionValueTest {
  @Test
  public void rightValueIsReturned() {
    assertThat(OptionValue.parse("limit", "5", Integer::valueOf), is(5));
  }

  @Test
  public void subjectIsSaidOnce() {
    String expected = "--window 'x': must be fixed:SIZE";

    assertThat(message("must be fixed:SIZE"), is(expected));
    assertThat(message("window 'x': must be fixed:SIZE"), is(expected));
    assertThat(message("'x': must be fixed:SIZE"), is(expected));
    assertThat(message("'x' must be fixed:SIZE"), is(expected));
    assertThat(message("withWindow(x (y)): must be fixed:SIZE"), is(expected));
  }

  @Test
  public void partOfAValueIsStillNamed() {
    assertThat(message("window 'y': must be z"), is("--window 'x': 'y': must be z"));
  }

  private static String message(String problem) {
    Function<String, Void> parser =
        text -> {
          throw new IllegalArgumentException(problem);
        };
    return assertThrows(UsageException.class, () -> OptionValue.parse("window", "x", parser))
        .getMessage();
  }
}
