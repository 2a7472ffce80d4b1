// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.Connectors;
import io.tidemark.io.option.Usage;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options that connectors bring. */
public final class ConnectorUsage {
  private ConnectorUsage() {}

  /** Makes them known to Beam and returns their interfaces. */
  static List<Class<? extends PipelineOptions>> register() {
    List<Class<? extends PipelineOptions>> interfaces =
        Connectors.all().stream()
            .<Class<? extends PipelineOptions>>map(Connector::options)
            .toList();
    interfaces.forEach(PipelineOptionsFactory::register);
    return interfaces;
  }

  /**
   * Refuses options of connectors that no address asks for.
   *
   * @throws UsageException that names the option
   */
  public static void check(PipelineOptions options, Collection<String> addresses) {
    for (Connector connector : Connectors.all()) {
      if (addresses.stream().noneMatch(connector::takes)) {
        refuseAll(connector, options.as(connector.options()));
      }
    }
  }

  private static void refuseAll(Connector connector, PipelineOptions options) {
    for (Method getter : connector.options().getMethods()) {
      if (getter.isAnnotationPresent(Usage.class)) {
        Object value = valueOf(getter, options);
        if (value != null && !value.equals(false)) {
          throw UsageException.of(
              OptionIndex.nameOf(getter),
              value.toString(),
              String.format("needs an input or output of %s:...", connector.scheme()));
        }
      }
    }
  }

  private static Object valueOf(Method getter, PipelineOptions options) {
    try {
      return getter.invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(getter + " cannot be called", e);
    }
  }
}
