// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/**
 * What help says about one option.
 *
 * @param name without dashes
 * @param usage the group, unit and example
 * @param description what it is for
 * @param byDefault its value if it is not given, or what happens then
 */
record OptionHelp(String name, Usage usage, String description, String byDefault) {
  private static final Comparator<OptionHelp> ORDER =
      Comparator.<OptionHelp, UsageGroup>comparing(option -> option.usage().group())
          .thenComparing(option -> option.usage().order());

  /** The options of these interfaces that have a {@link Usage}, in the order of help. */
  static List<OptionHelp> of(Collection<? extends Class<?>> interfaces) {
    return interfaces.stream()
        .flatMap(options -> Arrays.stream(options.getMethods()))
        .filter(method -> method.isAnnotationPresent(Usage.class))
        .map(OptionHelp::of)
        .sorted(ORDER)
        .toList();
  }

  private static OptionHelp of(Method getter) {
    Usage usage = getter.getAnnotation(Usage.class);
    return new OptionHelp(
        OptionIndex.nameOf(getter),
        usage,
        getter.getAnnotation(Description.class).value(),
        usage.otherwise().isEmpty() ? constant(getter) : usage.otherwise());
  }

  private static String constant(Method getter) {
    for (Annotation annotation : getter.getAnnotations()) {
      if (annotation instanceof Default.String text) {
        return text.value();
      }
      if (annotation instanceof Default.Integer number) {
        return String.valueOf(number.value());
      }
      if (annotation instanceof Default.Boolean flag) {
        return String.valueOf(flag.value());
      }
    }
    if (getter.getReturnType() == boolean.class) {
      return "false";
    }
    throw new IllegalStateException(getter + " has no default to show");
  }
}
