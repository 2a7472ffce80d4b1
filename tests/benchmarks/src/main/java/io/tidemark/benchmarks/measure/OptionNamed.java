// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import java.util.Arrays;

/** A constant that an option names: {@code --variants=loop,tidemark-direct}. */
public interface OptionNamed {
  /** Its name in the option. */
  String optionName();

  /**
   * The constant of a name.
   *
   * @throws IllegalArgumentException if there is none, with the option and those there are
   */
  static <E extends Enum<E> & OptionNamed> E find(String option, Class<E> constants, String name) {
    return Arrays.stream(constants.getEnumConstants())
        .filter(each -> each.optionName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format("--%s=%s: must be of %s", option, name, all(constants))));
  }

  /** All names, as in the option. */
  static <E extends Enum<E> & OptionNamed> String all(Class<E> constants) {
    return String.join(
        ",", Arrays.stream(constants.getEnumConstants()).map(OptionNamed::optionName).toList());
  }
}
