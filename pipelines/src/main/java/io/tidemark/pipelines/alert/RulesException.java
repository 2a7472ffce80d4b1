// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import org.snakeyaml.engine.v2.nodes.Node;

/** What is wrong in a file of rules, and in which line. */
final class RulesException extends RuntimeException {
  RulesException(Node where, String problem) {
    super(
        where
            .getStartMark()
            .map(mark -> String.format("line %d: %s", mark.getLine() + 1, problem))
            .orElse(problem));
  }
}
