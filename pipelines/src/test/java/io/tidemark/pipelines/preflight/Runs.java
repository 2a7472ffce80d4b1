// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs to check, and what is found. */
final class Runs {
  private Runs() {}

  /** A stream without end; settings are {@code name=value}. */
  static PlannedRun endless(Place place, String... settings) {
    return new PlannedRun(place, true, true, false, "1.19", settings(settings));
  }

  /** A stream that ends. */
  static PlannedRun ending(Place place, String... settings) {
    return new PlannedRun(place, true, false, false, "1.19", settings(settings));
  }

  /** Input that is read as a whole. */
  static PlannedRun bounded(Place place, String... settings) {
    return new PlannedRun(place, false, false, false, "1.19", settings(settings));
  }

  /** A stream without end whose other side forgets what was read. */
  static PlannedRun forgotten(Place place, String... settings) {
    return new PlannedRun(place, true, true, true, "1.19", settings(settings));
  }

  static void assertSilent(Check check, PlannedRun run) {
    assertThat(run.toString(), check.check(run), equalTo(Optional.empty()));
  }

  static void assertError(Check check, String option, PlannedRun run) {
    assertFound(check, option, run, true);
  }

  static void assertWarning(Check check, String option, PlannedRun run) {
    assertFound(check, option, run, false);
  }

  private static void assertFound(Check check, String option, PlannedRun run, boolean isError) {
    Finding finding =
        check.check(run).orElseThrow(() -> new AssertionError("nothing found in " + run));
    assertThat(finding.problem(), finding.isError(), is(isError));
    assertThat(finding.option(), equalTo(option));
    assertThat(finding.value(), equalTo(Optional.ofNullable(run.settings().get(option))));
  }

  private static Map<String, String> settings(String... settings) {
    Map<String, String> map = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      map.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return map;
  }
}
