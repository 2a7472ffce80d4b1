// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.block.Folding;
import io.tidemark.transforms.block.Shards;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Panes;
import io.tidemark.transforms.windowing.Windowing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.KV;
import org.junit.Test;

public class TableFoldingTest {
  private static final TableSpec SPEC =
      new TableSpec(Windowing.parse("fixed:10ms"), Firing.onTime(), Statistics.parse("count,mean"));

  private final Folding<KV<Integer, PaneTable>> folding = new TableFold(SPEC, Shards.of(4)).start();

  @Test
  public void seriesKeepTheirNumbersWhenTheirPanesHaveLeft() {
    int blue = folding.seriesOf(bytes("blue"));
    int green = folding.seriesOf(bytes("green"));
    folding.add(blue, 3, 1.5);
    folding.add(green, 12, 1e300);
    folding.add(blue, -4, 2.5);
    assertThat(emitted(), equalTo(List.of("blue 0 1", "blue 10 1", "green 20 1")));
    assertThat(folding.isEmpty(), equalTo(true));
    assertThat(emitted(), equalTo(List.of()));

    folding.add(green, 5, 1.5);
    folding.add(green, 6, 1.5);
    assertThat(emitted(), equalTo(List.of("green 10 2")));
  }

  @Test
  public void itIsFullOfPanesAndNotOfReadings() {
    int blue = folding.seriesOf(bytes("blue"));
    for (int i = 0; i < 1 << 21; i++) {
      folding.add(blue, i % 100, 1);
    }
    assertThat(folding.isFull(), equalTo(false));
    for (int i = 0; i < 1 << 21; i++) {
      folding.add(blue, 10L * i, 1);
    }
    assertThat(folding.isFull(), equalTo(true));
  }

  /** Series, end and count of all windows, sorted; the tables must know how many readings. */
  private List<String> emitted() {
    List<String> results = new ArrayList<>();
    long[] counts = new long[2];
    folding.emit(
        (element, timestamp) -> {
          PaneTable table = element.getValue();
          counts[0] += table.readings();
          table.advance(
              Panes.END_OF_TIME,
              (key, start, end, timing, revision, summary) -> {
                counts[1] += summary.count();
                String name = new String(key, StandardCharsets.UTF_8);
                results.add(name + " " + end + " " + summary.count());
              });
        });
    assertThat(counts[0], equalTo(counts[1]));
    results.sort(null);
    return results;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
