// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import io.tidemark.transforms.time.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The fields of one mapping in a file, with the lines they are in. */
final class YamlFields {
  private final String what;
  private final Node node;
  private final Map<String, Node> fields = new LinkedHashMap<>();

  /**
   * The fields of a mapping.
   *
   * @param what it is, for errors
   */
  YamlFields(String what, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw new RulesException(node, what + " must have fields, such as name: hot");
    }
    this.what = what;
    this.node = node;
    for (NodeTuple tuple : mapping.getValue()) {
      String name = text(what, tuple.getKeyNode());
      if (fields.put(name, tuple.getValueNode()) != null) {
        throw new RulesException(tuple.getKeyNode(), String.format("%s: %s twice", what, name));
      }
    }
  }

  /** The same under another name, once that is known. */
  YamlFields named(String name) {
    return new YamlFields(name, node);
  }

  Collection<String> names() {
    return fields.keySet();
  }

  /** Refuses fields that are not among these. */
  void requireKnown(List<String> known) {
    fields.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw new RulesException(
                value,
                String.format("%s: %s must be one of %s", what, name, String.join(", ", known)));
          }
        });
  }

  RulesException problem(String problem) {
    return new RulesException(node, what + ": " + problem);
  }

  Optional<Node> node(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  Optional<String> text(String name) {
    return node(name).map(value -> text(what + ": " + name, value));
  }

  /** The text of a field, read by a parser that throws {@link IllegalArgumentException}. */
  <T> Optional<T> parsed(String name, Function<String, T> parser) {
    return text(name).map(text -> parsed(name, fields.get(name), text, parser));
  }

  Optional<Double> number(String name) {
    return parsed(name, YamlFields::decimal);
  }

  Optional<Duration> duration(String name) {
    return parsed(name, DurationText::parse);
  }

  /** A text, or several in brackets. */
  Optional<List<String>> texts(String name) {
    return node(name)
        .map(value -> value instanceof SequenceNode all ? all.getValue() : List.of(value))
        .map(all -> all.stream().map(each -> text(what + ": " + name, each)).toList());
  }

  /** Two numbers in brackets. */
  Optional<List<Double>> pair(String name) {
    return node(name).map(value -> pair(name, value));
  }

  private List<Double> pair(String name, Node value) {
    if (!(value instanceof SequenceNode sequence) || sequence.getValue().size() != 2) {
      throw new RulesException(
          value, String.format("%s: %s must be two numbers, such as [10, 30]", what, name));
    }
    List<Double> numbers = new ArrayList<>();
    for (Node each : sequence.getValue()) {
      numbers.add(parsed(name, each, text(what + ": " + name, each), YamlFields::decimal));
    }
    return numbers;
  }

  private <T> T parsed(String name, Node node, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      String problem = e.getMessage().replaceFirst("^\\w+\\(.*\\): ", "");
      throw new RulesException(node, String.format("%s: %s '%s': %s", what, name, text, problem));
    }
  }

  private static double decimal(String text) {
    if (!text.matches("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?")) {
      throw new IllegalArgumentException("must be a number");
    }
    return Double.parseDouble(text);
  }

  private static String text(String what, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new RulesException(node, what + " must be a text or a number");
  }
}
