// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** How far an episode is. */
public enum AlertState {
  /** Its condition holds, but not yet as long as the rule demands. */
  PENDING(0),
  /** Its condition has held long enough. */
  FIRING(1),
  /** It is over. */
  RESOLVED(2);

  private final int code;

  AlertState(int code) {
    this.code = code;
  }

  /** What coders write; it never changes. */
  int code() {
    return code;
  }

  static AlertState ofCode(int code) {
    for (AlertState each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException(String.format("ofCode(%s): is not known", code));
  }
}
