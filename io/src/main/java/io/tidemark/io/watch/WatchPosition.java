// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.watch;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;

/**
 * How far a folder has been read.
 *
 * @param read the files that were read, as they were then; those that are gone are forgotten
 * @param begun the file that is being read, if one is
 */
record WatchPosition(SortedMap<String, FileStamp> read, Optional<Begun> begun) {
  static final WatchPosition START = new WatchPosition(new TreeMap<>(), Optional.empty());

  /**
   * A file of which records were handed over.
   *
   * @param resource where it is
   * @param stamp as it was when it was begun
   * @param records how many
   */
  record Begun(String resource, FileStamp stamp, long records) {}

  /**
   * Version; how many files were read, and each: how long a start of the name before it shares, the
   * rest of its name, its stamp; whether a file is begun, its name, stamp and records.
   */
  static Coder<WatchPosition> coder() {
    return PositionCoder.INSTANCE;
  }

  private static final class PositionCoder extends VersionedCoder<WatchPosition> {
    private static final PositionCoder INSTANCE = new PositionCoder();

    private PositionCoder() {
      super(1);
    }

    @Override
    protected void write(WatchPosition position, DataOutputStream out) throws IOException {
      Varints.write(position.read.size(), out);
      String before = "";
      for (Map.Entry<String, FileStamp> file : position.read.entrySet()) {
        int shared = shared(before, file.getKey());
        Varints.write(shared, out);
        Texts.write(file.getKey().substring(shared), out);
        file.getValue().write(out);
        before = file.getKey();
      }
      out.writeBoolean(position.begun.isPresent());
      if (position.begun.isPresent()) {
        Texts.write(position.begun.get().resource(), out);
        position.begun.get().stamp().write(out);
        Varints.write(position.begun.get().records(), out);
      }
    }

    @Override
    protected WatchPosition read(DataInputStream in, int version) throws IOException {
      SortedMap<String, FileStamp> read = new TreeMap<>();
      String before = "";
      for (long left = Varints.read(in); left > 0; left--) {
        String name = before.substring(0, (int) Varints.read(in)) + Texts.read(in);
        read.put(name, FileStamp.read(in));
        before = name;
      }
      Optional<Begun> begun =
          in.readBoolean()
              ? Optional.of(new Begun(Texts.read(in), FileStamp.read(in), Varints.read(in)))
              : Optional.empty();
      return new WatchPosition(read, begun);
    }

    /** How many characters two names start with in common; no pair of surrogates is cut. */
    private static int shared(String before, String name) {
      int most = Math.min(before.length(), name.length());
      int shared = 0;
      while (shared < most && before.charAt(shared) == name.charAt(shared)) {
        shared++;
      }
      return shared > 0 && Character.isHighSurrogate(name.charAt(shared - 1)) ? shared - 1 : shared;
    }
  }
}
