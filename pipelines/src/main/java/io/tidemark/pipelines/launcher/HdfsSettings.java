// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How Beam's Hadoop file system is told of {@code hdfs:} addresses, so that an address is all that
 * somebody has to type.
 *
 * <p>With {@code --hdfsConfiguration}, {@code HADOOP_CONF_DIR} or {@code YARN_CONF_DIR} all is as
 * these say.
 */
final class HdfsSettings {
  /** Beam's option; it is known where its Hadoop file system is on the class path. */
  static final String OPTION = "hdfsConfiguration";

  private static final String SCHEME = "hdfs://";

  private static final List<String> CONFIGURED_BY = List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR");

  /** Hadoop's own are ten minutes and more for a host that is not there. */
  private static final Map<String, String> PATIENCE =
      Map.of(
          "ipc.client.connect.timeout", "3000",
          "ipc.client.connect.max.retries.on.timeouts", "2",
          "ipc.client.connect.max.retries", "3",
          "ipc.client.connect.retry.interval", "500",
          "ipc.client.rpc-timeout.ms", "10000");

  private HdfsSettings() {}

  /**
   * The option to add to others, if any of them is an address of HDFS.
   *
   * @param values the options that were given, by name
   * @param isKnown whether the Hadoop file system is there
   * @throws UsageException if it is not, or an address does not name a host
   */
  static Optional<Setting> of(
      Map<String, String> values, boolean isKnown, Map<String, String> environment) {
    Optional<Map.Entry<String, String>> first =
        values.entrySet().stream().filter(each -> each.getValue().startsWith(SCHEME)).findFirst();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String option = first.get().getKey();
    String address = first.get().getValue();
    if (!isKnown) {
      throw UsageException.of(
          option,
          address,
          "HDFS is not in this build; ./mvnw -Phdfs -DskipTests package makes one that has it");
    }
    if (values.containsKey(OPTION) || CONFIGURED_BY.stream().anyMatch(environment::containsKey)) {
      return Optional.empty();
    }
    Map<String, String> configuration = new LinkedHashMap<>(PATIENCE);
    configuration.put("fs.defaultFS", fileSystem(option, address));
    return Optional.of(Setting.argument(OPTION, Optional.of(json(configuration))));
  }

  private static String fileSystem(String option, String address) {
    String authority = address.substring(SCHEME.length()).replaceFirst("/.*", "");
    try {
      if (URI.create(SCHEME + authority).getHost() != null) {
        return SCHEME + authority;
      }
    } catch (IllegalArgumentException e) {
      // It is no host either.
    }
    throw UsageException.of(
        option, address, "must be hdfs://HOST:PORT/PATH, or HADOOP_CONF_DIR must say where it is");
  }

  /** A list of one object, as Beam reads it. There is nothing in it to escape. */
  private static String json(Map<String, String> configuration) {
    return configuration.entrySet().stream()
        .map(each -> String.format("\"%s\":\"%s\"", each.getKey(), each.getValue()))
        .sorted()
        .collect(Collectors.joining(",", "[{", "}]"));
  }
}
