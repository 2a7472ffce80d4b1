// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.transforms.reading.RejectedRecord;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Passes on what a topic takes, and gives out what is too large. */
final class FitFn extends DoFn<TopicRecord, TopicRecord> {
  static final TupleTag<TopicRecord> FITTING = new TupleTag<>("fitting");
  static final TupleTag<RejectedRecord> TOO_LARGE = new TupleTag<>("too-large");

  private final String topic;
  private final RecordLimit limit;

  FitFn(String topic, RecordLimit limit) {
    this.topic = topic;
    this.limit = limit;
  }

  @ProcessElement
  public void fit(@Element TopicRecord record, MultiOutputReceiver out) {
    Optional<String> problem = limit.problem(record.to(topic));
    if (problem.isEmpty()) {
      out.get(FITTING).output(record);
    } else {
      out.get(TOO_LARGE).output(RejectedRecord.of(topic, problem.get(), record.value()));
    }
  }
}
