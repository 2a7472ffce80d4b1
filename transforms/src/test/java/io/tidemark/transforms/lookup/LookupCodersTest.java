// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.coding.StateIdentity;
import io.tidemark.transforms.coding.StateMismatchException;
import java.util.HexFormat;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** The bytes are part of a savepoint: a change here needs a new version of the format. */
public class LookupCodersTest {
  private static final Coder<String> VALUE = StringUtf8Coder.of();

  @Test
  public void updateBytes() throws Exception {
    assertBytes(Update.coder(VALUE), Update.put("v"), "01" + "00" + "0176");
    assertBytes(Update.coder(VALUE), Update.merge("v"), "01" + "01" + "0176");
    assertBytes(Update.coder(VALUE), Update.delete(), "01" + "02");
  }

  @Test
  public void keptUpdateBytes() throws Exception {
    assertBytes(
        TimedUpdate.coder(VALUE), new TimedUpdate<>(-1, Update.put("v")), "01" + "01" + "01000176");
  }

  @Test
  public void lateUpdateBytes() throws Exception {
    assertBytes(
        LateUpdate.coder(VALUE),
        new LateUpdate<>(-1, Update.delete(), 64),
        "01" + "01" + "8001" + "0102");
  }

  @Test
  public void requestBytes() throws Exception {
    assertBytes(Request.coder(), Request.of("q"), "01" + "0171" + "00");
    assertBytes(Request.coder(), Request.of("q", -1), "01" + "0171" + "01" + "01");
  }

  @Test
  public void answerBytes() throws Exception {
    assertBytes(
        Answer.coder(VALUE), Answer.found("q", 2, 1, "v"), "01" + "0171" + "04" + "00" + "020176");
    assertBytes(
        Answer.coder(VALUE),
        Answer.without(Answer.Outcome.NOT_FOUND, "q", 2),
        "01" + "0171" + "04" + "01");
    assertBytes(
        Answer.coder(VALUE),
        Answer.without(Answer.Outcome.FORGOTTEN, "q", 2),
        "01" + "0171" + "04" + "02");
  }

  @Test
  public void messageBytes() throws Exception {
    assertBytes(Message.coder(VALUE), Message.of(Update.<String>delete()), "01" + "01" + "0102");
    assertBytes(Message.coder(VALUE), Message.of(Request.of("q")), "01" + "00" + "01017100");
  }

  @Test
  public void clockBytes() throws Exception {
    assertBytes(
        LookupClock.coder(),
        new LookupClock(64, -1, 255),
        "02" + "8001" + "01" + "00000000000000ff");
  }

  @Test
  public void aClockOfBeforeDoesNotSayWhatItWasKeptFor() throws Exception {
    LookupClock clock =
        CoderUtils.decodeFromByteArray(
            LookupClock.coder(), HexFormat.of().parseHex("01" + "8001" + "01"));

    assertThat(clock, equalTo(new LookupClock(64, -1, StateIdentity.UNKNOWN)));
    StateIdentity run = new StateIdentity("--key=sensor");
    assertThat(clock.of(run), equalTo(new LookupClock(64, -1, run.code())));
  }

  @Test
  public void aClockOfSomethingElseIsRefused() {
    LookupClock clock = LookupClock.IDLE.of(new StateIdentity("--key=sensor"));
    assertThat(clock.of(new StateIdentity("--key=sensor")), equalTo(clock));
    assertThat(clock.withDue(3).at(9).identity(), equalTo(clock.identity()));

    StateMismatchException refused =
        assertThrows(
            StateMismatchException.class, () -> clock.of(new StateIdentity("--key=station")));
    assertThat(
        refused.getMessage(),
        equalTo(
            "the state that the run goes on from was kept for something else than --key=station"));
  }

  @Test
  public void anUnknownVersionIsNamed() {
    CoderException e =
        assertThrows(
            CoderException.class,
            () -> CoderUtils.decodeFromByteArray(Update.coder(VALUE), new byte[] {9, 2}));
    assertThat(e.getMessage(), equalTo("UpdateCoder: format version 9, this build reads 1 to 1"));
  }

  private static <T> void assertBytes(Coder<T> coder, T value, String hex) throws Exception {
    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value)), equalTo(hex));
    CoderProperties.coderDecodeEncodeEqual(coder, value);
    CoderProperties.coderSerializable(coder);
    coder.verifyDeterministic();
  }
}
