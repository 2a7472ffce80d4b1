// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.io.IOException;

/** A file whose bytes are not what its format says; the message is why, in one line. */
public final class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1;

  CorruptFileException(String reason) {
    super(reason);
  }
}
