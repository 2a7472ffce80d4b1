// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import io.tidemark.pipelines.launcher.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** How averages are computed: no result depends on it. */
public interface PlanOptions extends RunOptions {
  /** Which plan. */
  @Usage(group = UsageGroup.RUN, order = 4, unit = "auto or reference", example = "reference")
  @Description(
      "How windows are computed; the results are the same to the bit. auto: fixed, sliding, calendar"
          + " and global windows by the fast plan, in tables of panes; sessions and count windows by"
          + " the reference. reference: everything by Beam's own windows, triggers and combiners."
          + " The state of one plan cannot be resumed by the other.")
  @Default.String("auto")
  String getPlan();

  void setPlan(String plan);

  /** How many tables. */
  @Usage(group = UsageGroup.RUN, order = 5, unit = "power of two up to 128", example = "32")
  @Description(
      "How many tables the fast plan spreads the series over. Each is kept by one task, so it is also"
          + " the highest useful parallelism. It cannot change when a run is resumed.")
  @Default.Integer(128)
  int getShards();

  void setShards(int shards);
}
