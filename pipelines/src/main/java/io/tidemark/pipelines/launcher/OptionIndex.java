// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.io.option.Usage;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options that may be set: those of a pipeline, of Beam, and of the runners that are there. */
final class OptionIndex {
  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(int.class, long.class, Integer.class, Long.class);

  private final Map<String, Method> getters = new TreeMap<>();

  private OptionIndex() {}

  static OptionIndex of(Class<? extends PipelineOptions> options) {
    OptionIndex index = new OptionIndex();
    ConnectorUsage.register();
    PipelineOptionsFactory.getRegisteredOptions().forEach(index::addAll);
    index.addAll(options);
    return index;
  }

  private void addAll(Class<?> options) {
    Arrays.stream(options.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getParameterCount() == 0)
        .filter(method -> method.getName().matches("(get|is)[A-Z].*"))
        .forEach(method -> getters.put(nameOf(method), method));
  }

  /** The name of the option that a getter is for. */
  static String nameOf(Method getter) {
    return Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
  }

  Set<String> names() {
    return Collections.unmodifiableSet(getters.keySet());
  }

  /** Whether the option takes a list, and may thus be there more than once. */
  boolean isList(String name) {
    Class<?> type = getters.get(name).getReturnType();
    return type.isArray() || Collection.class.isAssignableFrom(type);
  }

  private boolean isSwitch(String name) {
    Class<?> type = getters.get(name).getReturnType();
    return type == boolean.class || type == Boolean.class;
  }

  /**
   * The setting with its value, once it is sure that Beam can read it.
   *
   * @throws UsageException for an unknown option, or a value of the wrong type
   */
  Setting checked(Setting setting) {
    String name = setting.name();
    if (!getters.containsKey(name)) {
      throw UsageException.of(
          name,
          "unknown option"
              + Suggestion.nearest(name, names())
                  .map(nearest -> String.format("; did you mean --%s?", nearest))
                  .orElse("; help lists all"));
    }
    if (setting.value().isEmpty() && !isSwitch(name)) {
      throw UsageException.of(name, String.format("needs a value: --%s=%s", name, example(name)));
    }
    String value = setting.value().orElse("true");
    if (isSwitch(name) && !value.matches("true|false")) {
      throw UsageException.of(name, value, "must be true or false");
    }
    if (WHOLE_NUMBERS.contains(getters.get(name).getReturnType()) && !isWholeNumber(name, value)) {
      throw UsageException.of(name, value, "must be a whole number");
    }
    return setting.withValue(value);
  }

  private String example(String name) {
    Usage usage = getters.get(name).getAnnotation(Usage.class);
    return usage == null ? "..." : usage.example();
  }

  private boolean isWholeNumber(String name, String value) {
    Class<?> type = getters.get(name).getReturnType();
    try {
      long number = Long.parseLong(value);
      return type == long.class || type == Long.class || number == (int) number;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
