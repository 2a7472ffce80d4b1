// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The dashboard, the alerts and the page that tell of metrics. */
final class MonitoringFiles {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path GRAFANA = ROOT.resolve("runner-configs/flink/grafana");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern NAME = Pattern.compile("\\bflink_\\w+");
  private static final Pattern NAME_PATTERN = Pattern.compile("__name__=~\"([^\"]*)\"");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z_.A-Z]+)` \\|");

  private MonitoringFiles() {}

  /** The queries of all panels and alerts. */
  static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    JsonNode dashboard = new ObjectMapper().readTree(GRAFANA.resolve("dashboard.json").toFile());
    for (JsonNode panel : dashboard.get("panels")) {
      panel.get("targets").forEach(target -> queries.add(target.get("expr").asText()));
    }
    for (Object group : list(yaml("alerts.yml").get("groups"))) {
      for (Object rule : list(((Map<?, ?>) group).get("rules"))) {
        queries.add(((Map<?, ?>) rule).get("expr").toString());
      }
    }
    return queries;
  }

  /** The settings in a file. */
  static Map<?, ?> yaml(String file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions()))
        .load(Files.readString(GRAFANA.resolve(file)));
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  /** What a query asks for: patterns that names of metrics have to match. */
  static Set<String> metricsOf(String query) {
    Set<String> patterns = new TreeSet<>();
    for (Matcher matcher = NAME_PATTERN.matcher(query); matcher.find(); ) {
      patterns.add(matcher.group(1));
    }
    for (Matcher matcher = NAME.matcher(QUOTED.matcher(query).replaceAll("")); matcher.find(); ) {
      patterns.add(matcher.group());
    }
    return patterns;
  }

  /** The metrics in the table of the page. */
  static Set<String> documented() throws IOException {
    return DOCUMENTED
        .matcher(Files.readString(ROOT.resolve("src/site/markdown/metrics.md")))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A metric as the page has it: bounds and partitions have one row for all. */
  static String asDocumented(String metric) {
    return metric
        .replaceFirst("_le_(\\d+s|inf)$", "_le_BOUND")
        .replaceFirst("^(partition_watermark_ms|partition_lag_ms)[._].*", "$1.PARTITION");
  }
}
