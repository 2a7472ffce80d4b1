// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that one rule has told of one series or group. */
final class Heard implements Watch.Out {
  /** The states of each identity. */
  private final Map<String, List<AlertState>> told = new HashMap<>();

  private final List<String> lines = new ArrayList<>();

  /** Forgets all. */
  void clear(String title) {
    told.clear();
    lines.clear();
    lines.add(title);
  }

  void note(String line) {
    lines.add(line);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void accept(Told episode, Transition step) {
    String id = episode.since() + (episode.generation() == 0 ? "" : "-" + episode.generation());
    told.computeIfAbsent(id, each -> new ArrayList<>()).add(step.state());
    lines.add(String.format("%s %s@%s %s", id, step.state(), step.time(), step.reason()));
  }

  /** No identity had a state twice, or after a later one. */
  void requireOneOfEachInOrder() {
    told.forEach(
        (id, states) -> {
          List<AlertState> sorted =
              states.stream().distinct().sorted(Comparator.naturalOrder()).toList();
          assertThat(id + " of " + lines, states, equalTo(sorted));
        });
  }

  /** The last identity of each episode says what the model says, and all others are resolved. */
  void requireLike(List<Model.Step> steps) {
    Map<Long, List<AlertState>> episodes =
        steps.stream()
            .collect(
                Collectors.groupingBy(
                    Model.Step::since, Collectors.mapping(Model.Step::state, Collectors.toList())));
    told.forEach(
        (id, states) -> {
          long since = Long.parseLong(id.split("-", 2)[0]);
          boolean last = !told.containsKey(since + "-" + (generation(id) + 1));
          List<AlertState> expected = last ? episodes.get(since) : null;
          boolean closed = expected == null || expected.contains(AlertState.RESOLVED);
          assertThat(
              id + " is over, of " + lines, states.contains(AlertState.RESOLVED), is(closed));
          if (expected != null && expected.contains(AlertState.FIRING)) {
            assertThat(id + " of " + lines, states.contains(AlertState.FIRING), is(true));
          }
        });
    episodes
        .keySet()
        .forEach(since -> assertThat(lines + "", told.containsKey("" + since), is(true)));
  }

  private static int generation(String id) {
    return id.contains("-") ? Integer.parseInt(id.split("-", 2)[1]) : 0;
  }
}
