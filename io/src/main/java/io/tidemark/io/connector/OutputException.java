// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

/** An output that cannot be written, in one line that names the option and says why. */
public final class OutputException extends RuntimeException {
  private final String option;
  private final String address;

  public OutputException(String option, String address, String problem, Throwable cause) {
    super(String.format("%s=%s: %s", option, address, problem), cause);
    this.option = option;
    this.address = address;
  }

  public OutputException(String option, String address, String problem) {
    this(option, address, problem, null);
  }

  /** The option that named the output, {@code --output} for instance. */
  public String option() {
    return option;
  }

  /** The value of the option. */
  public String address() {
    return address;
  }
}
