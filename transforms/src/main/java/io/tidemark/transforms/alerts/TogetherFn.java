// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** The samples of a group one by one again, but all of them at once. */
final class TogetherFn
    extends DoFn<KV<GroupKey, Iterable<MemberSample>>, KV<GroupKey, MemberSample>> {
  @ProcessElement
  public void part(
      @Element KV<GroupKey, Iterable<MemberSample>> group,
      OutputReceiver<KV<GroupKey, MemberSample>> out) {
    for (MemberSample sample : group.getValue()) {
      out.outputWithTimestamp(KV.of(group.getKey(), sample), Instant.ofEpochMilli(sample.time()));
    }
  }

  /** They were grouped at the end of time. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
