// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidemark.transforms.testing.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.junit.Test;

public class VersionsTest {
  private static final long NO_WATERMARK = 0;

  @Test
  public void theLastUpToATimeIsInForce() {
    Versions<String> versions = of(rules(Rules.FOR_GOOD, 0), put(10, "a"), put(20, "b"));

    assertThat(at(versions, 9), equalTo("-"));
    assertThat(at(versions, 10), equalTo("10 a"));
    assertThat(at(versions, 19), equalTo("10 a"));
    assertThat(at(versions, 20), equalTo("20 b"));
  }

  @Test
  public void ofPutsAtTheSameTimeTheGreatestBytesWin() {
    Rules<String> rules = rules(Rules.FOR_GOOD, 0);

    assertThat(at(of(rules, put(10, "b"), put(10, "a")), 10), equalTo("10 b"));
    assertThat(at(of(rules, put(10, "a"), put(10, "b")), 10), equalTo("10 b"));
  }

  @Test
  public void atTheSameTimePutsComeBeforeMergesBeforeDeletes() {
    Rules<String> rules = rules(Rules.FOR_GOOD, 0);

    assertThat(at(of(rules, merge(10, "z"), put(10, "a")), 10), equalTo("10 az"));
    assertThat(at(of(rules, delete(10), merge(10, "z"), put(10, "a")), 10), equalTo("-"));
  }

  @Test
  public void aMergeOfNothingIsItsValue() {
    Versions<String> versions = of(rules(Rules.FOR_GOOD, 0), merge(10, "a"), merge(20, "b"));

    assertThat(at(versions, 10), equalTo("10 a"));
    assertThat(at(versions, 20), equalTo("20 ab"));
  }

  @Test
  public void aValueIsInForceForItsTimeToLive() {
    Versions<String> versions = of(rules(5, 0), put(10, "a"), merge(16, "b"), merge(17, "c"));

    assertThat(at(versions, 14), equalTo("10 a"));
    assertThat(at(versions, 15), equalTo("-"));
    assertThat("what is past it is not merged", at(versions, 16), equalTo("16 b"));
    assertThat(at(versions, 21), equalTo("17 bc"));
    assertThat(at(versions, 22), equalTo("-"));
  }

  @Test
  public void theLatestIsJudgedByTheWatermark() {
    Versions<String> versions = of(rules(5, 0), put(10, "a"));

    assertThat(text(versions.inForce(Request.LATEST, 14)), equalTo("10 a"));
    assertThat(text(versions.inForce(Request.LATEST, 15)), equalTo("-"));
  }

  @Test
  public void theWatermarkOfTheEndIsNotOutOfRange() {
    long end = LookupClock.IDLE.at(Long.MAX_VALUE).watermark();

    assertThat(end, equalTo(BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis()));
    assertThat(
        text(of(rules(Rules.FOR_GOOD, 0), put(10, "a")).inForce(Request.LATEST, end)),
        equalTo("10 a"));
  }

  @Test
  public void whatIsBeforeTheHistoryIsAddedUp() {
    Versions<String> versions =
        of(rules(Rules.FOR_GOOD, 10), put(10, "a"), merge(20, "b"), merge(30, "c"));

    versions.addUp(39);

    assertThat(versions.updates(), equalTo(List.of(put(20, "ab"), merge(30, "c"))));
  }

  @Test
  public void aDeletedKeyIsForgotten() {
    Versions<String> versions = of(rules(Rules.FOR_GOOD, 10), put(10, "a"), delete(20));

    versions.addUp(30);
    assertThat("somebody may ask for 20", versions.nextAddUp(), equalTo(31L));
    versions.addUp(31);

    assertThat(versions.updates(), equalTo(List.of()));
    assertThat(versions.nextAddUp(), equalTo(LookupClock.NEVER));
  }

  @Test
  public void aSilentKeyIsForgottenAfterItsTimeToLiveAndHistory() {
    Versions<String> versions = of(rules(5, 10), put(10, "a"));

    assertThat(versions.nextAddUp(), equalTo(25L));
    versions.addUp(24);
    assertThat("somebody may ask for 14", at(versions, 14), equalTo("10 a"));
    versions.addUp(25);

    assertThat(versions.updates(), equalTo(List.of()));
  }

  @Test
  public void addingUpChangesNoAnswerThatMayBeAskedFor() {
    long seed = Seed.of("VersionsTest");
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Rules<String> rules =
          rules(random.nextBoolean() ? Rules.FOR_GOOD : 1 + random.nextInt(30), random.nextInt(20));
      List<TimedUpdate<String>> updates = randomUpdates(random);
      int watermark = random.nextInt(70);
      Versions<String> whole = new Versions<>(rules, updates);
      Versions<String> added = new Versions<>(rules, updates);
      added.addUp(watermark);
      // At that watermark nothing is left to do, and it takes an end.
      assertThat(added.nextAddUp() > watermark, equalTo(true));
      for (long at = rules.earliest(watermark); at < 80; at++) {
        assertThat(updates + " at " + at, at(added, at), equalTo(at(whole, at)));
      }
      assertThat(added.updates().size(), lessThanOrEqualTo(updates.size()));
    }
  }

  @Test
  public void whatIsKeptIsBoundedByTheHistory() {
    Rules<String> rules = rules(Rules.FOR_GOOD, 1_000);
    List<TimedUpdate<String>> kept = new ArrayList<>();
    int most = 0;
    int added = 0;
    long due = LookupClock.NEVER;
    for (long time = 0; time < 200_000; time += 10) { // 100 updates within the history
      kept.add(put(time, "v"));
      due = Math.min(due, rules.passedAt(time));
      if (due <= time) {
        Versions<String> versions = new Versions<>(rules, kept);
        versions.addUp(time);
        kept = new ArrayList<>(versions.updates());
        due = versions.nextAddUp();
        added++;
      }
      most = Math.max(most, kept.size());
    }

    assertThat(most, lessThanOrEqualTo(203));
    assertThat("each adding up is worth half of what is kept", added, lessThanOrEqualTo(410));
  }

  private static List<TimedUpdate<String>> randomUpdates(Random random) {
    List<TimedUpdate<String>> updates = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      String value = String.valueOf((char) ('a' + random.nextInt(26)));
      int time = random.nextInt(60);
      updates.add(
          switch (random.nextInt(4)) {
            case 0 -> delete(time);
            case 1 -> merge(time, value);
            default -> put(time, value);
          });
    }
    Collections.shuffle(updates, random);
    return updates;
  }

  private static Rules<String> rules(long timeToLive, long history) {
    return new Rules<>(false, true, timeToLive, 0, history, String::concat, StringUtf8Coder.of());
  }

  @SafeVarargs
  private static Versions<String> of(Rules<String> rules, TimedUpdate<String>... updates) {
    List<TimedUpdate<String>> all = new ArrayList<>();
    for (TimedUpdate<String> each : updates) {
      all.add(each);
    }
    return new Versions<>(rules, all);
  }

  private static TimedUpdate<String> put(long time, String value) {
    return new TimedUpdate<>(time, Update.put(value));
  }

  private static TimedUpdate<String> merge(long time, String value) {
    return new TimedUpdate<>(time, Update.merge(value));
  }

  private static TimedUpdate<String> delete(long time) {
    return new TimedUpdate<>(time, Update.delete());
  }

  private static String at(Versions<String> versions, long time) {
    return text(versions.inForce(time, NO_WATERMARK));
  }

  private static String text(Optional<Version<String>> version) {
    return version.map(v -> v.time() + " " + v.value()).orElse("-");
  }
}
