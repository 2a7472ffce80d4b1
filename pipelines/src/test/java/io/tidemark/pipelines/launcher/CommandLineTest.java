// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** Arguments. */
public class CommandLineTest {
  @Test
  public void valueIsEverythingAfterTheFirstEqualsSign() {
    assertThat(
        CommandLine.parse(List.of("--timeFormat=yyyy-MM-dd HH:mm", "--csvDelimiter==", "--key=")),
        contains(
            Setting.argument("timeFormat", Optional.of("yyyy-MM-dd HH:mm")),
            Setting.argument("csvDelimiter", Optional.of("=")),
            Setting.argument("key", Optional.of(""))));
  }

  @Test
  public void switchHasNoValue() {
    assertThat(
        CommandLine.parse(List.of("--replay")),
        contains(Setting.argument("replay", Optional.empty())));
  }

  @Test
  public void helpIsOneOfTheArguments() {
    assertThat(CommandLine.asksForHelp(List.of("--key=a", "--help")), is(true));
    assertThat(CommandLine.asksForHelp(List.of("--key=--help")), is(false));
  }
}
