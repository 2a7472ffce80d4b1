// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.windowing.Interval;
import io.tidemark.transforms.windowing.SessionWindowing;
import java.util.Optional;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Decides for each reading whether it is late: the one place where that is done.
 *
 * <p>It is keyed because only then it may have a timer, and a timer sees the input watermark. For
 * sessions it also keeps which of the key's sessions are open.
 */
final class AdmitFn<K> extends DoFn<KV<K, Double>, KV<K, Admitted>> {
  private final Admission admission;
  private final TupleTag<KV<K, Admitted>> admittedTag;
  private final TupleTag<KV<K, LateReading>> lateTag;

  @StateId("openSessions")
  private final StateSpec<ValueState<OpenSessions>> openSessionsSpec =
      StateSpecs.value(OpenSessions.coder());

  @TimerId("watermark")
  private final TimerSpec watermarkSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  AdmitFn(
      Admission admission,
      TupleTag<KV<K, Admitted>> admittedTag,
      TupleTag<KV<K, LateReading>> lateTag) {
    this.admission = admission;
    this.admittedTag = admittedTag;
    this.lateTag = lateTag;
  }

  @ProcessElement
  public void admit(
      @Element KV<K, Double> element,
      @Timestamp Instant timestamp,
      @StateId("openSessions") ValueState<OpenSessions> openSessions,
      @TimerId("watermark") Timer timer,
      MultiOutputReceiver out) {
    Reading reading = Reading.of(timestamp.getMillis(), element.getValue());
    long watermark = timer.getCurrentRelativeTime().getMillis();
    Optional<Interval> open =
        admission.windowing() instanceof SessionWindowing
            ? join(reading.time(), watermark, openSessions, timer)
            : admission.admit(reading.time(), watermark);
    if (open.isPresent()) {
      Admitted admitted = Admitted.of(reading, open.get(), watermark);
      out.get(admittedTag).output(KV.of(element.getKey(), admitted));
    } else {
      out.get(lateTag).output(KV.of(element.getKey(), LateReading.of(reading, watermark)));
    }
  }

  private Optional<Interval> join(
      long time, long watermark, ValueState<OpenSessions> openSessions, Timer timer) {
    OpenSessions open = open(openSessions, watermark);
    Optional<Interval> session = admission.admit(time, watermark, open);
    session.ifPresent(joined -> keep(open.with(joined), openSessions, timer));
    return session;
  }

  /** The last of the key's sessions has closed. */
  @OnTimer("watermark")
  public void forget(@StateId("openSessions") ValueState<OpenSessions> openSessions) {
    openSessions.clear();
  }

  private OpenSessions open(ValueState<OpenSessions> openSessions, long watermark) {
    OpenSessions all = openSessions.read();
    return all == null ? OpenSessions.NONE : all.from(admission.openEnd(watermark));
  }

  private void keep(OpenSessions open, ValueState<OpenSessions> openSessions, Timer timer) {
    openSessions.write(open);
    // We don't want the clean-up to hold the watermark.
    timer
        .withNoOutputTimestamp()
        .set(Instant.ofEpochMilli(open.lastEnd() + admission.allowedLateness()));
  }
}
