// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;

public final class SampleTest {
  @Test
  public void medianIsTheMiddle() {
    assertThat(Sample.of(3, 1, 2).median(), is(equalTo(2.0)));
    assertThat(Sample.of(4, 1, 2, 3).median(), is(equalTo(2.5)));
    assertThat(Sample.of().median(), is(equalTo(Double.NaN)));
  }

  @Test
  public void ratesHaveThreeDigits() {
    assertThat(MarkdownTable.rate(12_345_678), is(equalTo("12.3 M")));
    assertThat(MarkdownTable.rate(999), is(equalTo("999")));
    assertThat(MarkdownTable.rate(Double.NaN), is(equalTo("-")));
  }

  @Test
  public void aMisspeltOptionIsRefused() {
    Arguments arguments = Arguments.parse(List.of("--round=5"));
    arguments.number("rounds", 3);

    assertThrows(IllegalArgumentException.class, arguments::checkAllRead);
  }

  @Test
  public void numbersMayHaveUnderscores() {
    Arguments arguments = Arguments.parse(List.of("--series=100,100_000"));

    assertThat(arguments.numbers("series", ""), is(List.of(100, 100_000)));
  }
}
