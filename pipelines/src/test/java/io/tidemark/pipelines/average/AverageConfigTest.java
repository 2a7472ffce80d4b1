// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.row.RowFormat;
import io.tidemark.pipelines.input.DemoInput;
import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.firing.LateFiring;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Test;

/** What options mean. */
public class AverageConfigTest {
  private static final String[] REQUIRED = {"--input=data.csv", "--value=temp_c", "--time=time"};

  @Test
  public void defaultsAreThoseThatHelpSays() {
    AverageConfig config = config();

    assertThat(config.input().address(), is("data.csv"));
    assertThat(config.input().demo(), is(Optional.empty()));
    assertThat(config.input().format(), is(RecordFormat.byFileName()));
    assertThat(config.input().schema().keyFields(), is(List.of()));
    assertThat(config.input().schema().valueFields(), contains("temp_c"));
    assertThat(config.input().schema().timeField(), is("time"));
    assertThat(config.input().schema().timeFormat(), hasToString("iso"));
    assertThat(config.input().schema().zone(), is(ZoneId.of("UTC")));
    assertThat(config.windowing(), is(Windowing.parse("fixed:1h")));
    assertThat(config.firing(), is(Firing.onTime()));
    assertThat(config.statistics(), hasToString("count,mean,min,max"));
    assertThat(config.input().watermark(), is(WatermarkPolicy.maxDelay(Duration.ofSeconds(5))));
    assertThat(config.input().speed(), is(OptionalDouble.empty()));
    assertThat(config.outputs().output(), is(Optional.empty()));
    assertThat(config.outputs().lateOutput(), is(Optional.empty()));
    assertThat(config.outputs().rejectedOutput(), is(Optional.empty()));
    assertThat(config.outputs().ledger(), is(Optional.empty()));
    assertThat(config.input().isStreaming(), is(false));
    assertThat(config.input().isEndless(), is(false));
  }

  @Test
  public void fieldsAndTheirTextAreReadIntoTheSchema() {
    AverageConfig config =
        AverageConfig.of(
            options(
                "--input=d/*.gz",
                "--key=city, station",
                "--value=temp_c,pm25",
                "--time=at",
                "--timeFormat=yyyy-MM-dd HH:mm",
                "--zone=Asia/Shanghai",
                "--missing=-,-9999"));

    assertThat(config.input().schema().keyFields(), contains("city", "station"));
    assertThat(config.input().schema().valueFields(), contains("temp_c", "pm25"));
    assertThat(config.input().schema().timeFormat(), hasToString("yyyy-MM-dd HH:mm"));
    assertThat(config.input().schema().zone(), is(ZoneId.of("Asia/Shanghai")));
    assertThat(config.input().schema().missing(), hasItems("", "NA", "NaN", "null", "-", "-9999"));
  }

  @Test
  public void formatOfTheInputMayBeGiven() {
    AverageConfig config =
        config("--inputFormat=csv", "--csvDelimiter=;", "--csvHeader=time, temp_c");

    assertThat(
        config.input().format(),
        is(RecordFormat.csv().withCsvDelimiter(";").withCsvHeader(List.of("time", "temp_c"))));
  }

  @Test
  public void windowsAreShiftedAndZoned() {
    assertThat(
        config("--window=sliding:1h/5m", "--windowOffset=2m").windowing(),
        is(Windowing.parse("sliding:1h/5m").withOffset(Duration.ofMinutes(2))));
    assertThat(
        config("--window=calendar:day", "--zone=+08:00").windowing(),
        is(Windowing.parse("calendar:day").withZone(ZoneOffset.ofHours(8))));
  }

  @Test
  public void firingHasItsFourParts() {
    AverageConfig config =
        config("--early=30s", "--allowedLateness=1h", "--late=1m", "--accumulation=discarding");

    assertThat(
        config.firing(),
        is(
            Firing.onTime()
                .withEarly(Duration.ofSeconds(30))
                .withAllowedLateness(Duration.ofHours(1))
                .withLate(new LateFiring(Duration.ofMinutes(1)))
                .withAccumulation(Accumulation.DISCARDING)));
  }

  @Test
  public void replayIsAStreamThatEnds() {
    AverageConfig config =
        config("--replay=true", "--maxDelay=0s", "--idleTimeout=1m", "--speed=2.5x");

    assertThat(config.input().isStreaming(), is(true));
    assertThat(config.input().isEndless(), is(false));
    assertThat(
        config.input().watermark(),
        is(WatermarkPolicy.maxDelay(Duration.ZERO).withIdleTimeout(Duration.ofMinutes(1))));
    assertThat(config.input().speed(), is(OptionalDouble.of(2.5)));
  }

  @Test
  public void demoKnowsItsFields() {
    AverageConfig config = AverageConfig.of(options("--input=demo:"));

    assertThat(config.input().demo(), is(Optional.of(new DemoInput(OptionalLong.of(10_000)))));
    assertThat(config.input().schema().keyFields(), contains("sensor"));
    assertThat(config.input().schema().valueFields(), contains("temperature"));
    assertThat(config.input().schema().timeField(), is("time"));
    assertThat(config.input().format(), is(RecordFormat.jsonLines()));
    assertThat(config.windowing(), is(Windowing.parse("fixed:2m")));
    assertThat(config.input().seed(), is(1L));
    assertThat(config.input().isStreaming(), is(true));
    assertThat(config.input().isEndless(), is(false));
  }

  @Test
  public void demoTakesOtherSettings() {
    AverageConfig config =
        AverageConfig.of(
            options(
                "--input=demo:50000",
                "--window=session:20s",
                "--seed=-7",
                "--maxDelay=1m",
                "--speed=10x"));

    assertThat(config.input().demo(), is(Optional.of(new DemoInput(OptionalLong.of(50_000)))));
    assertThat(config.windowing(), is(Windowing.parse("session:20s")));
    assertThat(config.input().seed(), is(-7L));
  }

  @Test
  public void endlessDemoWritesIntoDirectories() {
    AverageConfig config =
        AverageConfig.of(options("--input=demo:endless", "--output=out/", "--ledger=ledger.json"));

    assertThat(config.input().isEndless(), is(true));
    assertThat(config.outputs().output(), is(Optional.of("out/")));
  }

  @Test
  public void withoutTimeThereAreGlobalAndCountWindows() {
    for (String window : List.of("global", "count:100", "count:100/10")) {
      AverageConfig config =
          AverageConfig.of(options("--input=a.csv", "--value=v", "--window=" + window));
      assertThat(config.input().schema().hasTime(), is(false));
      assertThat(config.windowing(), hasToString(startsWith(window)));
    }
  }

  @Test
  public void formatOfAnOutputIsGivenOrThatOfItsName() {
    assertThat(config().outputs().formatOf("a.csv"), is(Optional.of(RowFormat.CSV)));
    assertThat(config().outputs().formatOf("a.jsonl"), is(Optional.of(RowFormat.JSON_LINES)));
    assertThat(config().outputs().formatOf("out/"), is(Optional.of(RowFormat.CSV)));
    assertThat(config().outputs().formatOf("averages"), is(Optional.of(RowFormat.CSV)));
    assertThat(
        config("--output=out/", "--outputFormat=jsonl").outputs().formatOf("out/"),
        is(Optional.of(RowFormat.JSON_LINES)));
  }

  private static AverageConfig config(String... arguments) {
    return AverageConfig.of(
        options(Stream.concat(Stream.of(REQUIRED), Stream.of(arguments)).toArray(String[]::new)));
  }

  @Test
  public void fillingHasItsGapAndItsEnd() {
    assertThat(
        of("--fill=value(-1)", "--forget=1d").filling(), equalTo(filling("value(-1)", 24, 24)));
    assertThat(
        of("--fill=linear", "--forget=1d", "--maxGap=6h").filling(),
        equalTo(filling("linear", 6, 24)));
    assertThat(of().filling(), equalTo(Filling.none()));
  }

  private static Filling filling(String text, int maxGap, int forget) {
    return Filling.parse(text, Duration.ofHours(maxGap), Duration.ofHours(forget));
  }

  @Test
  public void fillingThatIsImpossibleIsRefused() {
    assertThat(
        refusal("--fill=previous"),
        equalTo(
            "--forget is required: how long a series that is silent is filled, such as 1d; --fill needs"
                + " it"));
    assertThat(refusal("--maxGap=1h"), equalTo("--maxGap '1h': needs --fill"));
    assertThat(
        refusal("--fill=mean", "--forget=1d"),
        equalTo("--fill 'mean': must be none, previous, linear or value(NUMBER)"));
    assertThat(
        refusal("--fill=linear", "--forget=1h", "--maxGap=2h"),
        equalTo(
            "--maxGap '2h': a gap of 2h: must be from 1ms to 1h, after which a series is forgotten"));
    assertThat(
        refusal("--fill=linear", "--forget=1h", "--window=session:5m"),
        equalTo("--fill 'linear': needs fixed, sliding or calendar windows, not session:5m"));
    assertThat(
        refusal("--fill=linear", "--forget=1h", "--plan=reference"),
        equalTo("--plan 'reference': impossible with --fill"));
  }

  private static AverageConfig of(String... more) {
    List<String> all = new ArrayList<>(List.of("--input=a.csv", "--value=v", "--time=t"));
    all.addAll(List.of(more));
    return AverageConfig.of(options(all.toArray(new String[0])));
  }

  private static String refusal(String... more) {
    return assertThrows(UsageException.class, () -> of(more)).getMessage();
  }

  @Test
  public void statisticsThatNeedTimeAndEdgesSaySo() {
    String[] without = {"--input=a.csv", "--value=v", "--window=global", "--statistics=ewma(5m)"};
    assertThat(
        assertThrows(UsageException.class, () -> AverageConfig.of(options(without))).getMessage(),
        equalTo("--statistics 'ewma(5m)': ewma(5m) needs --time=FIELD"));
    for (String other : new String[] {"plan=reference", "accumulation=discarding"}) {
      String[] with = {
        "--input=a.csv",
        "--value=v",
        "--time=t",
        "--window=fixed:1h",
        "--statistics=mean,timeWeightedMean(5m)",
        "--" + other
      };
      assertThat(
          assertThrows(UsageException.class, () -> AverageConfig.of(options(with))).getMessage(),
          equalTo(
              String.format(
                  "--%s '%s': impossible with timeWeightedMean over fixed:1h windows",
                  (Object[]) other.split("="))));
    }
  }

  private static AverageOptions options(String... arguments) {
    return PipelineOptionsFactory.fromArgs(arguments).as(AverageOptions.class);
  }
}
