// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** What somebody probably meant. */
public class SuggestionTest {
  @Test
  public void distanceCountsInsertedDeletedAndReplacedLetters() {
    assertThat(Suggestion.distance("window", "window"), is(0));
    assertThat(Suggestion.distance("wndow", "window"), is(1));
    assertThat(Suggestion.distance("windows", "window"), is(1));
    assertThat(Suggestion.distance("wimdow", "window"), is(1));
    assertThat(Suggestion.distance("kitten", "sitting"), is(3));
    assertThat(Suggestion.distance("", "abc"), is(3));
  }

  @Test
  public void twoLettersInTheWrongOrderAreOneTypo() {
    assertThat(Suggestion.distance("vlaue", "value"), is(1));
    assertThat(Suggestion.distance("ab", "ba"), is(1));
    assertThat(Suggestion.nearest("vlaue", List.of("late", "value")), is(Optional.of("value")));
  }

  @Test
  public void caseDoesNotMatter() {
    assertThat(Suggestion.distance("MAXDELAY", "maxDelay"), is(0));
  }

  @Test
  public void nearestIsTheOneWithFewestTypos() {
    List<String> names = List.of("late", "latest", "value");

    assertThat(Suggestion.nearest("lates", names), is(Optional.of("late")));
    assertThat(Suggestion.nearest("valu", names), is(Optional.of("value")));
    assertThat(Suggestion.nearest("window", names), is(Optional.empty()));
  }
}
