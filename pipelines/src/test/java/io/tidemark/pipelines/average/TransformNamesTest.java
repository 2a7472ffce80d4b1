// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.junit.Test;

/** Names of transforms are where a savepoint's state is looked for. */
public class TransformNamesTest {
  @Test
  public void theyAreTheSameInEveryJvm() {
    for (String window :
        List.of("fixed:1h", "sliding:1h/5m", "session:10m", "count:10", "global")) {
      List<String> names =
          namesOf("--input=demo:100", "--window=" + window, "--output=out/", "--ledger=ledger");

      assertThat(names, hasItem("Ledger/Sum"));
      assertThat(names.stream().filter(name -> name.contains("Lambda")).toList(), is(empty()));
    }
  }

  private static List<String> namesOf(String... arguments) {
    AverageOptions options = PipelineOptionsFactory.fromArgs(arguments).as(AverageOptions.class);
    Pipeline pipeline = Pipeline.create(options);
    AverageGraph.build(pipeline, AverageConfig.of(options));
    List<String> names = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            names.add(node.getFullName());
            return CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(Node node) {
            names.add(node.getFullName());
          }
        });
    return names;
  }
}
