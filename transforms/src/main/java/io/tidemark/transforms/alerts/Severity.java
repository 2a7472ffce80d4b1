// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** How bad it is when a rule holds. */
public enum Severity {
  /** Worth knowing. */
  INFO(0),
  /** Worth looking at. */
  WARNING(1),
  /** Worth waking somebody. */
  CRITICAL(2);

  private final int code;

  Severity(int code) {
    this.code = code;
  }

  /** What coders write; it never changes. */
  int code() {
    return code;
  }

  static Severity ofCode(int code) {
    for (Severity each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException(String.format("ofCode(%s): is not known", code));
  }
}
