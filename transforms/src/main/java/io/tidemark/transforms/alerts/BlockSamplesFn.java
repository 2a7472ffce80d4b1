// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Takes the readings of series that are watched out of blocks. */
final class BlockSamplesFn extends SamplesFn<ReadingBlock> {
  private final List<Rule> rules;

  BlockSamplesFn(List<Rule> rules) {
    this.rules = rules;
  }

  @ProcessElement
  public void take(@Element ReadingBlock block, MultiOutputReceiver out) throws CoderException {
    Route[] routes = new Route[block.seriesCount()];
    for (int i = 0; i < routes.length; i++) {
      Series series = CoderUtils.decodeFromByteArray(Series.coder(), block.key(i));
      routes[i] = Route.of(series, rules);
    }
    for (int i = 0; i < block.size(); i++) {
      saw(block.time(i));
      Sample sample = new Sample(block.time(i), block.value(i), 0);
      output(routes[block.series(i)], sample, block.time(i), out);
    }
  }
}
