// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.option;

/** The questions that options answer, in the order of help. */
public enum UsageGroup {
  /** Where records come from and how they are read. */
  INPUT("Input"),
  /** The statistics. */
  WHAT("What is computed?"),
  /** The windows. */
  WHERE("Where in event time?"),
  /** Watermark and firing. */
  WHEN("When is it emitted?"),
  /** Accumulation. */
  HOW("How do refinements relate?"),
  /** Where results go. */
  OUTPUT("Output"),
  /** Config files, limits, runner. */
  RUN("Run");

  private final String title;

  UsageGroup(String title) {
    this.title = title;
  }

  /** What help writes above its options. */
  public String title() {
    return title;
  }
}
