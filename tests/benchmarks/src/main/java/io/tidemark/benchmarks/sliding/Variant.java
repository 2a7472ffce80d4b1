// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.OptionNamed;
import io.tidemark.transforms.averages.Plan;
import java.util.List;

/**
 * The ways to compute sliding averages that are compared.
 *
 * <p>This is the one place to add another: a constant, and in {@link #run} its program, which reads
 * the workload's stream and gives each result to a {@link ResultCounter}. It need not return.
 */
enum Variant implements OptionNamed {
  NAIVE_BEAM("naive-beam", false),
  DATASTREAM("datastream", false),
  SQL_HOP("sql-hop", false),
  LOOP("loop", false),
  LOOP_BY_NUMBER("loop-by-number", false),
  LOOP_EXACT("loop-exact", false),
  TIDEMARK_REFERENCE("tidemark-reference", true),
  TIDEMARK_ROWS("tidemark-rows", true),
  TIDEMARK_GATHERED("tidemark-gathered", true),
  TIDEMARK_BLOCKS("tidemark-blocks", true),
  TIDEMARK_BLOCKS_BY_NUMBER("tidemark-blocks-by-number", true);

  /** What the others are set against. */
  static final List<Variant> BASELINES = List.of(NAIVE_BEAM, DATASTREAM, SQL_HOP, LOOP);

  private final String optionName;
  private final boolean exact;

  Variant(String optionName, boolean exact) {
    this.optionName = optionName;
    this.exact = exact;
  }

  static Variant named(String name) {
    return OptionNamed.find("variants", Variant.class, name);
  }

  /** All, as in the option. */
  static String names() {
    return OptionNamed.all(Variant.class);
  }

  @Override
  public String optionName() {
    return optionName;
  }

  /** Whether its means are exact sums rounded once, so that such variants agree to the bit. */
  boolean isExact() {
    return exact;
  }

  void run(Workload workload) throws Exception {
    switch (this) {
      case NAIVE_BEAM -> NaiveBeam.run(workload);
      case DATASTREAM -> DataStreamAverages.run(workload);
      case SQL_HOP -> SqlHop.run(workload);
      case LOOP -> PaneLoop.byKey(workload, ResultCounter.open());
      case LOOP_BY_NUMBER -> PaneLoop.byNumber(workload, ResultCounter.open());
      case LOOP_EXACT -> PaneLoop.exact(workload, ResultCounter.open());
      case TIDEMARK_REFERENCE -> TidemarkAverages.ofRows(workload, Plan.REFERENCE);
      case TIDEMARK_ROWS -> TidemarkAverages.ofRows(workload, Plan.AUTO);
      case TIDEMARK_GATHERED -> TidemarkAverages.ofGatheredRows(workload);
      case TIDEMARK_BLOCKS -> TidemarkAverages.ofBlocks(workload, Blocks.byKey());
      case TIDEMARK_BLOCKS_BY_NUMBER -> TidemarkAverages.ofBlocks(workload, Blocks.byNumber());
    }
  }
}
