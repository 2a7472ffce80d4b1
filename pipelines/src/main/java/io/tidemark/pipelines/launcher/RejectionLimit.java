// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.transforms.ledger.Ledger;
import java.math.BigDecimal;

/**
 * How many rejected readings are too many.
 *
 * @param most a count, or hundredths of the readings that were read
 * @param percentage whether it is the latter
 */
record RejectionLimit(BigDecimal most, boolean percentage) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Reads {@code 100} or {@code 2.5%}. */
  static RejectionLimit parse(String text) {
    if (text.matches("\\d{1,18}")) {
      return new RejectionLimit(new BigDecimal(text), false);
    }
    if (text.matches("\\d{1,3}(\\.\\d{1,9})?%")) {
      BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
      if (percent.compareTo(HUNDRED) <= 0) {
        return new RejectionLimit(percent, true);
      }
    }
    throw new IllegalArgumentException(
        "must be a count such as 100, or a percentage from 0% to 100%");
  }

  boolean isExceededBy(Ledger ledger) {
    BigDecimal rejected = BigDecimal.valueOf(ledger.rejected());
    return percentage
        ? rejected.multiply(HUNDRED).compareTo(most.multiply(BigDecimal.valueOf(ledger.read()))) > 0
        : rejected.compareTo(most) > 0;
  }

  @Override
  public String toString() {
    return most.toPlainString() + (percentage ? "%" : "");
  }
}
