// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.windowing.Interval;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * The sessions of one key that still take readings: what decides whether a reading that would be
 * late alone joins one.
 *
 * @param sessions intervals that do not overlap
 */
record OpenSessions(List<Interval> sessions) {
  static final OpenSessions NONE = new OpenSessions(List.of());

  /** Those that do not end before the given time. */
  OpenSessions from(long openEnd) {
    return new OpenSessions(sessions.stream().filter(open -> open.end() >= openEnd).toList());
  }

  /** The session that a reading's own interval makes with those it overlaps. */
  Interval joined(Interval own) {
    return sessions.stream().filter(own::overlaps).reduce(own, Interval::span);
  }

  /** These with one session in the place of all it overlaps. */
  OpenSessions with(Interval session) {
    List<Interval> all = new ArrayList<>();
    sessions.stream().filter(open -> !open.overlaps(session)).forEach(all::add);
    all.add(session);
    return new OpenSessions(all);
  }

  /** When the last of them ends; there must be one. */
  long lastEnd() {
    return sessions.stream().mapToLong(Interval::end).max().orElseThrow();
  }

  /** Version, count, intervals. */
  static Coder<OpenSessions> coder() {
    return OpenSessionsCoder.INSTANCE;
  }

  private static final class OpenSessionsCoder extends VersionedCoder<OpenSessions> {
    private static final long serialVersionUID = 1;

    private static final OpenSessionsCoder INSTANCE = new OpenSessionsCoder();

    private OpenSessionsCoder() {
      super(1);
    }

    @Override
    protected void write(OpenSessions open, DataOutputStream out) throws IOException {
      Varints.write(open.sessions().size(), out);
      for (Interval session : open.sessions()) {
        Intervals.write(session, out);
      }
    }

    @Override
    protected OpenSessions read(DataInputStream in, int version) throws IOException {
      int count = Math.toIntExact(Varints.read(in));
      List<Interval> sessions = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        sessions.add(Intervals.read(in));
      }
      return new OpenSessions(sessions);
    }
  }
}
