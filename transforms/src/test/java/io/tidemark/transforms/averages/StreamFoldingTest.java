// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.Shards;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Windowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class StreamFoldingTest {
  private final TableSpec spec =
      new TableSpec(Windowing.parse("fixed:10ms"), Firing.onTime(), Statistics.parse("count"));

  private final StreamFolding folding = new StreamFolding(new TableFold(spec, Shards.of(1)));
  private final List<String> emitted = new ArrayList<>();

  @Test
  public void readingsThatMayBeLateAreGivenBack() {
    Optional<ReadingBlock> others = folding.take(block(12, 3, 15, 11), 11, this::emit);

    assertThat(others, equalTo(Optional.of(block(3))));
    assertThat(emitted, equalTo(List.of()));
    folding.finish(this::emit);
    assertThat(emitted, equalTo(List.of("3 readings in 1 panes from 11")));
    assertThat(folding.isReusable(), equalTo(true));
  }

  @Test
  public void aBundleOfLateReadingsAloneEmitsNothing() {
    assertThat(folding.take(block(1, 2), 5, this::emit), equalTo(Optional.of(block(1, 2))));
    folding.finish(this::emit);
    assertThat(emitted, equalTo(List.of()));
  }

  @Test
  public void itPausesWhereThereAreFewReadingsForAPaneAndTriesAgain() {
    assertThat(folding.isWorthwhile(), equalTo(true));
    folding.take(block(1, 11, 21, 31), 0, this::emit);
    folding.finish(this::emit);
    int paused = 0;
    while (!folding.isWorthwhile()) {
      folding.finish(this::emit);
      paused++;
    }
    assertThat(paused, equalTo(16));

    folding.take(block(1, 2, 3, 4, 11, 12, 13, 14), 0, this::emit);
    folding.finish(this::emit);
    assertThat(folding.isWorthwhile(), equalTo(true));
  }

  private void emit(int shard, ShardInput input, long earliest) {
    PaneTable panes = input.folded().orElseThrow();
    emitted.add(
        String.format("%s readings in %s panes from %s", panes.readings(), input.size(), earliest));
  }

  private static ReadingBlock block(long... times) {
    ReadingBlock.Builder block = new ReadingBlock.Builder(times.length);
    for (long time : times) {
      block.add(block.seriesOf("blue".getBytes(UTF_8)), time, 1);
    }
    return block.build();
  }
}
