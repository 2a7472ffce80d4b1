// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Series;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * A group of a rule.
 *
 * @param rule its name: each rule has groups of its own
 * @param series what it is as one series
 */
record GroupKey(String rule, Series series) {
  /** Version, rule, series; it is the key of a shuffle, so the bytes are deterministic. */
  static Coder<GroupKey> coder() {
    return GroupKeyCoder.INSTANCE;
  }

  private static final class GroupKeyCoder extends VersionedCoder<GroupKey> {
    private static final long serialVersionUID = 1;

    private static final GroupKeyCoder INSTANCE = new GroupKeyCoder();

    private GroupKeyCoder() {
      super(1);
    }

    @Override
    protected void write(GroupKey key, DataOutputStream out) throws IOException {
      Texts.write(key.rule(), out);
      Series.coder().encode(key.series(), out);
    }

    @Override
    protected GroupKey read(DataInputStream in, int version) throws IOException {
      return new GroupKey(Texts.read(in), Series.coder().decode(in));
    }
  }
}
