// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.Optional;

/** What a user can mend on the command line or in a config file, in one line. */
public final class UsageException extends RuntimeException {
  private final Optional<String> option;

  private UsageException(Optional<String> option, String message) {
    super(message);
    this.option = option;
  }

  /** A value that is not allowed: {@code --option 'value': problem}. */
  public static UsageException of(String option, String value, String problem) {
    return new UsageException(
        Optional.of(option), String.format("--%s '%s': %s", option, value, problem));
  }

  /** An option that is wrong whatever its value: {@code --option: problem}. */
  public static UsageException of(String option, String problem) {
    return new UsageException(Optional.of(option), String.format("--%s: %s", option, problem));
  }

  /** An option that is not there: {@code --option is required: hint}. */
  public static UsageException required(String option, String hint) {
    return new UsageException(
        Optional.of(option), String.format("--%s is required: %s", option, hint));
  }

  /** Refuses an option, if it was given: {@code --option 'value': problem}. */
  public static void refuse(String option, String value, String problem) {
    if (value != null) {
      throw of(option, value, problem);
    }
  }

  /** Anything else. */
  public static UsageException of(String message) {
    return new UsageException(Optional.empty(), message);
  }

  /** The option that has to be mended. */
  Optional<String> option() {
    return option;
  }

  /** The same for a pipeline where an option has another name. */
  public UsageException renamed(String from, String to) {
    return new UsageException(
        option.map(name -> name.equals(from) ? to : name),
        getMessage().replaceAll("--" + from + "(?!\\w)", "--" + to));
  }

  /** The same, with the file that the option was read from in front. */
  UsageException in(String file) {
    return new UsageException(option, file + ": " + getMessage());
  }
}
