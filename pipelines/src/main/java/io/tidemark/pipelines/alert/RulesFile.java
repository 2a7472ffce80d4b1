// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.alerts.Alerts;
import io.tidemark.transforms.alerts.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads files of rules. They are text and numbers: nothing else is made of them. */
final class RulesFile {
  private static final String OPTION = "rules";
  private static final String DEMO = "demo-rules.yaml";

  private RulesFile() {}

  /**
   * Reads a file.
   *
   * @param keyFields of which a series' key is made
   * @throws UsageException that names the line
   */
  static List<Rule> read(String file, List<String> keyFields) {
    try {
      return parse(Files.readString(Path.of(file)), keyFields);
    } catch (NoSuchFileException e) {
      throw UsageException.of(OPTION, file, "no such file");
    } catch (MalformedInputException e) {
      throw UsageException.of(OPTION, file, "is not UTF-8");
    } catch (IOException e) {
      throw UsageException.of(OPTION, file, "cannot be read: " + e.getMessage());
    } catch (RulesException | IllegalArgumentException e) {
      throw UsageException.of(OPTION, file, e.getMessage());
    }
  }

  /** The rules that come with the demo. */
  static List<Rule> ofDemo(List<String> keyFields) {
    try (InputStream in = RulesFile.class.getResourceAsStream(DEMO)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), keyFields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Rule> parse(String yaml, List<String> keyFields) {
    Node root = compose(yaml).orElseThrow(() -> new IllegalArgumentException("is empty"));
    YamlFields top = new YamlFields("the file", root);
    top.requireKnown(List.of("rules"));
    if (!(top.node("rules").orElse(root) instanceof SequenceNode list)
        || list.getValue().isEmpty()) {
      throw top.problem("rules must be a list with a - before each rule");
    }
    List<Rule> rules =
        list.getValue().stream().map(node -> new RuleReader(node, keyFields).read()).toList();
    return Alerts.requireNames(rules);
  }

  private static Optional<Node> compose(String yaml) {
    try {
      return new Compose(LoadSettings.builder().setLabel("rules").build()).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      String problem = Optional.ofNullable(e.getProblem()).orElse("is no YAML");
      throw new IllegalArgumentException(
          e.getProblemMark()
              .map(mark -> String.format("line %d: %s", mark.getLine() + 1, problem))
              .orElse(problem),
          e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("is no YAML: " + e.getMessage(), e);
    }
  }
}
