// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.tidemark.transforms.reading.Series;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** The bytes of savepoints. They do not change; what is added gets another version. */
public class AlertsCodersTest {
  private static final Rule HOT =
      Rule.of("hot", Condition.above(30, 28)).withDuration(Duration.ofMillis(5));

  @Test
  public void sample() throws CoderException {
    requireBytes(Sample.coder(), new Sample(-2, 1.5, 300), "01 03 3ff8000000000000 ac02");
  }

  @Test
  public void clock() throws CoderException {
    requireBytes(AlertClock.coder(), new AlertClock(5, -1), "01 0a 01");
  }

  @Test
  public void arrival() throws CoderException {
    requireBytes(
        Arrival.coder(),
        new Arrival(new Sample(-2, 1.5, 0), 3, List.of("hot")),
        "01 01 03 3ff8000000000000 00 06 01 03686f74");
  }

  @Test
  public void alert() throws CoderException {
    Transition step = new Transition(AlertState.FIRING, 10, 15, 31.0, 31.0, Reason.HELD);
    Alert alert = Alert.of("ab", HOT.withMessage("{value}"), Series.of("oven", "t"), step);

    requireBytes(
        Alert.coder(),
        alert,
        "01 026162 03686f74 01 01046f76656e0174 01 01 14 1e 403f000000000000"
            + " 403f000000000000 023331");
  }

  @Test
  public void seriesWatch() throws CoderException {
    SeriesWatch watch = new SeriesWatch();
    watch.evaluate(List.of(HOT), List.of(new Sample(10, 31, 0)), 20, 15, (rule, told, step) -> {});

    assertThat(
        hex(CoderUtils.encodeToByteArray(SeriesWatch.coder(), watch)),
        is(
            ("01 28 01 01 14 403f000000000000 00 01 03686f74"
                    + " @"
                    // settled: nothing yet
                    + " ffffffffffffffffff01 7ff8000000000000 00 00 02 00 00 7ff8000000000000"
                    + " 7ff8000000000000"
                    // head: holds, firing since 10
                    + " 14 403f000000000000 00 01 01 14 00 403f000000000000 403f000000000000"
                    // told: one, firing
                    + " 01 14 00 01 01")
                .replace("@", text(HOT.identity()))
                .replace(" ", "")));
    SeriesWatch again = CoderUtils.clone(SeriesWatch.coder(), watch);
    assertThat(
        hex(CoderUtils.encodeToByteArray(SeriesWatch.coder(), again)),
        equalTo(hex(CoderUtils.encodeToByteArray(SeriesWatch.coder(), watch))));
  }

  @Test
  public void groups() throws CoderException {
    requireBytes(
        GroupKey.coder(),
        new GroupKey("hot", Series.of("oven", "t")),
        "01 03686f74 01046f76656e0174");
    requireBytes(
        MemberSample.coder(),
        new MemberSample("oven", new Sample(-2, 1.5, 0), true),
        "01 046f76656e 01033ff800000000000000 01");
  }

  @Test
  public void groupWatch() throws CoderException {
    Rule rule = HOT.withGroup(Group.byKeyParts(1, List.of()).withAtLeast(1));
    GroupWatch watch = new GroupWatch();
    MemberSample sample = new MemberSample("a", new Sample(10, 31, 0), true);
    watch.evaluate(rule, List.of(sample), 12, 15, (told, step) -> {});

    String member = "01 0161 14 403f000000000000 00 01 01 14 00 403f000000000000 403f000000000000";
    assertThat(
        hex(CoderUtils.encodeToByteArray(GroupWatch.coder(), watch)),
        is(
            ("01 18 01 01 0161 01 14 403f000000000000 00 00"
                    // at the watermark one member, for which it holds; at the horizon none
                    + member
                    + " 01 00"
                    + " 01 @"
                    // settled: nothing yet
                    + " ffffffffffffffffff01 7ff8000000000000 00 00 02 00 00 7ff8000000000000"
                    + " 7ff8000000000000"
                    // head: one member, pending since 10
                    + " 14 3ff0000000000000 00 01 00 14 00 3ff0000000000000 3ff0000000000000"
                    // told: one, pending
                    + " 01 14 00 00 00")
                .replace("@", text(rule.ofGroup().identity()))
                .replace(" ", "")));
    GroupWatch again = CoderUtils.clone(GroupWatch.coder(), watch);
    assertThat(
        hex(CoderUtils.encodeToByteArray(GroupWatch.coder(), again)),
        equalTo(hex(CoderUtils.encodeToByteArray(GroupWatch.coder(), watch))));
  }

  @Test
  public void identitiesOfGroups() {
    Rule rule = HOT.withGroup(Group.byKeyParts(2, List.of(0)).withStale(Duration.ofMillis(7)));
    assertThat(rule.ofGroup().identity(), is(HOT.identity() + " of [0] of 2 mean stale 7"));
    assertThat(
        HOT.withGroup(Group.byKeyParts(2, List.of(0)).withAtLeastPercent(50)).ofGroup().identity(),
        is(
            "at least 50%: outside -Infinity 30.0 clear -Infinity 28.0 for PT0.005S cooldown PT0S"
                + " of [0] of 2"));
  }

  @Test
  public void identitiesOfRulesAndEpisodesStay() {
    assertThat(
        HOT.identity(),
        is("outside -Infinity 30.0 clear -Infinity 28.0 for PT0.005S cooldown PT0S"));
    Told told = new Told(10, 0, AlertState.FIRING, true);
    String id = EpisodeId.of("hot", Series.of("oven", "t"), told);

    assertThat(id, is("6053ee82f238773282d4bb67687eb0c5"));
    assertThat(EpisodeId.of("hot", Series.of("oven", "t"), told.again()), is(id + "-2"));
  }

  private static <T> void requireBytes(Coder<T> coder, T value, String bytes)
      throws CoderException {
    byte[] encoded = CoderUtils.encodeToByteArray(coder, value);
    assertThat(hex(encoded), is(bytes.replace(" ", "")));
    assertThat(CoderUtils.decodeFromByteArray(coder, encoded), equalTo(value));
  }

  private static String text(String ascii) {
    return HexFormat.of().toHexDigits((byte) ascii.length())
        + hex(ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
