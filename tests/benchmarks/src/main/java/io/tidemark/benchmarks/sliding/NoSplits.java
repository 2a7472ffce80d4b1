// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The enumerator of a source whose readers know by themselves what to read. */
final class NoSplits implements SplitEnumerator<NoSplits.Split, NoSplits.Split> {
  static final SimpleVersionedSerializer<Split> SERIALIZER = new SplitSerializer();

  /** There are none; Flink wants a type, and a state of the enumerator. */
  static final class Split implements SourceSplit {
    @Override
    public String splitId() {
      return "";
    }
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, String host) {}

  @Override
  public void addSplitsBack(List<Split> splits, int subtask) {}

  @Override
  public void addReader(int subtask) {}

  @Override
  public Split snapshotState(long checkpointId) {
    return new Split();
  }

  @Override
  public void close() {}

  private static final class SplitSerializer implements SimpleVersionedSerializer<Split> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Split split) {
      return new byte[0];
    }

    @Override
    public Split deserialize(int version, byte[] bytes) {
      return new Split();
    }
  }
}
