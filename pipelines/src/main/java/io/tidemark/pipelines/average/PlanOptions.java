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
      "How windows are computed; the results are the same to the bit. auto: by the fast plan, in"
          + " tables of many series; only sessions with --early, or with --late other than each, by"
          + " the reference. reference: everything series by series, by Beam's own windows, triggers"
          + " and combiners; count windows, which Beam does not have, by state of each series. The"
          + " state of one plan cannot be resumed by the other.")
  @Default.String("auto")
  String getPlan();

  void setPlan(String plan);

  /** How many tables. */
  @Usage(group = UsageGroup.RUN, order = 5, unit = "power of two up to 128", example = "32")
  @Description(
      "How many tables the fast plan spreads the series over. Each is kept by one task, so it is also"
          + " the highest useful parallelism. It cannot change when a run is resumed. On the Direct"
          + " runner there are two for each core at most, for each costs much there.")
  @Default.Integer(128)
  int getShards();

  void setShards(int shards);
}
