// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** Why an episode came to a state. */
public enum Reason {
  /** The condition began to hold. */
  BEGAN(0),
  /** It has held as long as the rule demands. */
  HELD(1),
  /** It holds no longer. */
  ENDED(2),
  /** It ended before it had held long enough; the episode never fired. */
  SHORT(3),
  /** Late readings, or a revision of a window, show that it is not so. */
  LATE(4),
  /** The run goes on from state of a rule that has been changed or removed. */
  RULE_CHANGED(5),
  /** Its series has been silent for so long that it was forgotten. */
  FORGOTTEN(6);

  private final int code;

  Reason(int code) {
    this.code = code;
  }

  /** What coders write; it never changes. */
  int code() {
    return code;
  }

  static Reason ofCode(int code) {
    for (Reason each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException(String.format("ofCode(%s): is not known", code));
  }
}
