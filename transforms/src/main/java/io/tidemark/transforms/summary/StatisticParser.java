// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.time.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads statistics as options name them. */
final class StatisticParser {
  private static final Map<String, Statistic> NAMED =
      Stream.concat(
              Statistic.BASIC.stream(),
              Stream.of(
                  Statistic.MEDIAN,
                  Statistic.DISTINCT,
                  Statistic.DELTA,
                  Statistic.COUNTER_DELTA,
                  Statistic.RATE,
                  Statistic.COUNTER_RATE))
          .collect(Collectors.toMap(Statistic::optionName, Function.identity()));

  private static final Map<String, Function<Duration, Statistic>> OF_DURATION =
      Map.of(
          "ewma(", Statistic::ewma,
          "timeWeightedMean(", Statistic::timeWeightedMean,
          "timeWeightedMean(linear,", Statistic::linearTimeWeightedMean);

  private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(\\.\\d{1,3})?)");
  private static final Pattern CALL = Pattern.compile("([a-zA-Z]+\\((?:[a-z]+,)?)([^(),]+)\\)");

  private static final String ALLOWED =
      Statistic.BASIC.stream().map(Statistic::optionName).collect(Collectors.joining(","))
          + ",median,p99.9,distinct,delta,delta(counter),rate,rate(counter),ewma(5m),"
          + "timeWeightedMean(10m),timeWeightedMean(linear,10m)";

  private StatisticParser() {}

  /** Names separated by commas that are not within parentheses. */
  static List<Statistic> all(String text) {
    List<Statistic> statistics = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      depth += character == '(' ? 1 : character == ')' ? -1 : 0;
      if (character == ',' && depth == 0) {
        statistics.add(one(text.substring(from, i)));
        from = i + 1;
      }
    }
    statistics.add(one(text.substring(from)));
    return statistics;
  }

  private static Statistic one(String text) {
    String name = text.replace(" ", "");
    Statistic named = NAMED.get(name);
    if (named != null) {
      return named;
    }
    try {
      Matcher percentile = PERCENTILE.matcher(name);
      if (percentile.matches()) {
        return Statistic.percentile(Double.parseDouble(percentile.group(1)));
      }
      Matcher call = CALL.matcher(name);
      if (call.matches() && OF_DURATION.containsKey(call.group(1))) {
        return OF_DURATION.get(call.group(1)).apply(DurationText.parse(call.group(2)));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format("statistics '%s': %s", name, e.getMessage()), e);
    }
    throw unknown(name);
  }

  static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        String.format("statistics '%s': must be some of %s", name, ALLOWED));
  }
}
