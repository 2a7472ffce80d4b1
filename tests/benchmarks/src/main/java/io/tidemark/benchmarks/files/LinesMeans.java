// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summarizingDouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.stream.Stream;

/** A sequential stream of lines: what one writes in Java without thinking of speed. */
final class LinesMeans {
  private LinesMeans() {}

  static void run(Dataset dataset, Path input, Means means) throws IOException {
    try (Stream<String> lines = Files.lines(input)) {
      Map<Row.Place, DoubleSummaryStatistics> statistics =
          lines
              .map(line -> Row.parse(dataset, line))
              .collect(groupingBy(Row::place, summarizingDouble(Row::value)));
      statistics.forEach(
          (place, each) ->
              means.add(place.key(), place.start(), each.getCount(), each.getAverage()));
    }
  }

  private record Row(Place place, double value) {
    record Place(String key, long start) {}

    static Row parse(Dataset dataset, String line) {
      String[] fields = line.split(String.valueOf(dataset.delimiter()), -1);
      int last = fields.length - 1;
      long start = dataset.isHourly() ? dataset.start(Long.parseLong(fields[0])) : 0;
      return new Row(new Place(fields[last - 1], start), Double.parseDouble(fields[last]));
    }
  }
}
