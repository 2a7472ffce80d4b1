// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;

/**
 * What a group's rule looks at.
 *
 * @param member whose it is: the key of its series
 * @param sample of that series
 * @param answersForLateness whether it is told here when it is late; of all that look at one
 *     reading, one does
 */
record MemberSample(String member, Sample sample, boolean answersForLateness) implements Timed {
  private static final Comparator<MemberSample> ORDER =
      Comparator.comparingLong(MemberSample::time).thenComparing(MemberSample::member);

  @Override
  public long time() {
    return sample.time();
  }

  /** By event time, ties by member; those of each member as {@link Sample#inOrder} has them. */
  static List<MemberSample> inOrder(List<MemberSample> samples) {
    Map<String, List<Sample>> members = new TreeMap<>();
    samples.forEach(
        each ->
            members.computeIfAbsent(each.member(), key -> new ArrayList<>()).add(each.sample()));
    List<MemberSample> sorted = new ArrayList<>(samples.size());
    members.forEach(
        (member, all) ->
            Sample.inOrder(all).forEach(each -> sorted.add(new MemberSample(member, each, false))));
    sorted.sort(ORDER);
    return sorted;
  }

  /** Version, member, sample, whether it answers. */
  static Coder<MemberSample> coder() {
    return MemberSampleCoder.INSTANCE;
  }

  private static final class MemberSampleCoder extends VersionedCoder<MemberSample> {
    private static final long serialVersionUID = 1;

    private static final MemberSampleCoder INSTANCE = new MemberSampleCoder();

    private MemberSampleCoder() {
      super(1);
    }

    @Override
    protected void write(MemberSample each, DataOutputStream out) throws IOException {
      Texts.write(each.member(), out);
      Sample.coder().encode(each.sample(), out);
      out.writeBoolean(each.answersForLateness());
    }

    @Override
    protected MemberSample read(DataInputStream in, int version) throws IOException {
      return new MemberSample(Texts.read(in), Sample.coder().decode(in), in.readBoolean());
    }
  }
}
