// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import static io.tidemark.pipelines.launcher.OptionValue.parse;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.pipelines.input.InputConfig;
import io.tidemark.pipelines.output.OutputConfig;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.Shards;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.firing.LateFiring;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import java.util.List;

/** Reads the options of {@code average}; how they go together is checked elsewhere. */
final class OptionReader {
  private final AverageOptions options;
  private final List<String> inputs;

  OptionReader(AverageOptions options, List<String> inputs) {
    this.options = options;
    this.inputs = inputs;
  }

  AverageConfig config() {
    InputConfig input = InputConfig.of(options);
    Windowing windowing = windowing(input);
    return AverageConfig.builder()
        .setInput(input)
        .setStatistics(parse("statistics", options.getStatistics(), Statistics::parse))
        .setWindowing(windowing)
        .setFiring(firing())
        .setFilling(filling())
        .setPlan(parse("plan", options.getPlan(), Plan::parse))
        .setShards(parse("shards", "" + options.getShards(), t -> Shards.of(Integer.parseInt(t))))
        .setStateOf(stateOf(input.schema(), windowing))
        .setOutputs(OutputConfig.of(options, input, inputs))
        .build();
  }

  private Windowing windowing(InputConfig input) {
    String otherwise =
        input.demo().isPresent() ? AverageOptions.DEMO_WINDOW : AverageOptions.WINDOW;
    String text = options.getWindow() == null ? otherwise : options.getWindow();
    Windowing windowing = parse("window", text, Windowing::parse).withZone(input.schema().zone());
    return parse(
        "windowOffset",
        options.getWindowOffset(),
        t -> windowing.withOffset(DurationText.parse(t)));
  }

  private String stateOf(ReadingSchema schema, Windowing windowing) {
    return String.format(
        "--key=%s --value=%s --time=%s --window=%s --windowOffset=%s --zone=%s --statistics=%s"
            + " --accumulation=%s --shards=%s",
        String.join(",", schema.keyFields()),
        String.join(",", schema.valueFields()),
        schema.hasTime() ? schema.timeField() : "",
        windowing,
        DurationText.print(DurationText.parse(options.getWindowOffset())),
        schema.zone(),
        parse("statistics", options.getStatistics(), Statistics::parse),
        options.getAccumulation(),
        options.getShards());
  }

  private Filling filling() {
    if (options.getFill().equals("none") || options.getForget() == null) {
      return Filling.none(); // whatever is wrong with that is a matter of combinations
    }
    Duration forget = parse("forget", options.getForget(), DurationText::parse);
    Duration gap =
        options.getMaxGap() == null
            ? forget
            : parse("maxGap", options.getMaxGap(), DurationText::parse);
    // The text first: what is wrong then is the gap.
    parse(
        "fill", options.getFill(), t -> Filling.parse(t, Duration.ofMillis(1), Duration.ofDays(1)));
    return parse(
        options.getMaxGap() == null ? "forget" : "maxGap",
        options.getMaxGap() == null ? options.getForget() : options.getMaxGap(),
        unused -> Filling.parse(options.getFill(), gap, forget));
  }

  private Firing firing() {
    Firing onTime =
        Firing.onTime()
            .withLate(parse("late", options.getLate(), LateFiring::parse))
            .withAccumulation(
                parse("accumulation", options.getAccumulation(), Accumulation::parse));
    Firing early = parse("early", options.getEarly(), t -> onTime.withEarly(DurationText.parse(t)));
    return parse(
        "allowedLateness",
        options.getAllowedLateness(),
        t -> early.withAllowedLateness(DurationText.parse(t)));
  }
}
