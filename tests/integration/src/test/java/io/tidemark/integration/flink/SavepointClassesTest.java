// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;

import io.tidemark.io.kafka.KafkaOptions;
import io.tidemark.pipelines.alert.AlertPipeline;
import io.tidemark.pipelines.average.Average;
import io.tidemark.pipelines.launcher.PipelineDefinition;
import io.tidemark.pipelines.launcher.RunOptions;
import io.tidemark.pipelines.lookup.LookupPipeline;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Flink keeps coders and sources in savepoints as Java serializes them. Without a version of its
 * own a class has one that changes with each of its methods, and a savepoint could not be read any
 * more.
 */
public class SavepointClassesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Set<String> without = new TreeSet<>();
  private int seen;

  @Test
  public void eachClassInASavepointHasAVersion() throws Exception {
    Broker broker = Broker.shared();
    String topic = broker.address(Topics.of(broker).create(2));
    look("--input=demo:1000", "--speed=1000x");
    look("--input=demo:endless", "--window=session:1m", "--lateOutput=" + folder.getRoot() + "/l/");
    look("--input=demo:1000", "--speed=10x", "--window=count:10");
    look("--input=" + topic, "--inputFormat=csv", "--csvHeader=k,t,v", "--key=k", "--time=t");
    look("--input=" + topic, "--inputFormat=jsonl", "--time=@timestamp", "--exactlyOnce");
    look("--input=" + folder.getRoot() + "/*.csv", "--watch=1s", "--time=t", "--zone=Europe/Oslo");
    String filter = io.tidemark.integration.mqtt.Broker.get().address("savepoint/+");
    look("--input=" + filter, "--inputFormat=number", "--time=@received");

    look(new AlertPipeline(), List.of("--input=demo:1000", "--speed=10x"));
    look(new AlertPipeline(), List.of("--input=demo:", "--speed=9x", "--window=fixed:1m"));
    look(new LookupPipeline(), List.of("--table=demo:", "--requests=demo:", "--speed=9x"));
    look(new LookupPipeline(), List.of("--table=demo:", "--requests=demo:", "--window=fixed:1m"));

    assertThat(seen, greaterThan(30));
    assertThat(without, empty());
  }

  private void look(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    if (!more[0].contains("demo")) {
      options.add("--value=v");
      options.add("--output=" + folder.getRoot() + "/o/");
    }
    look(new Average(), options);
  }

  private <O extends RunOptions, C> void look(
      PipelineDefinition<O, C> definition, List<String> options) {
    PipelineOptionsFactory.register(KafkaOptions.class);
    O read =
        PipelineOptionsFactory.fromArgs(options.toArray(new String[0])).as(definition.options());
    Pipeline pipeline = Pipeline.create(read);
    definition.build(pipeline, definition.configure(read));
    pipeline.traverseTopologically(new Visitor());
  }

  private final class Visitor extends Pipeline.PipelineVisitor.Defaults {
    @Override
    public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
      if (node.getTransform() instanceof Read.Unbounded<?> read) {
        collect(read.getSource());
      }
      return CompositeBehavior.ENTER_TRANSFORM;
    }

    @Override
    public void visitPrimitiveTransform(TransformHierarchy.Node node) {
      if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> parDo) {
        collectState(parDo.getFn());
      }
    }

    @Override
    public void visitValue(PValue value, TransformHierarchy.Node producer) {
      if (value instanceof PCollection<?> collection) {
        collect(collection.getCoder());
      }
    }
  }

  private void collectState(DoFn<?, ?> fn) {
    for (DoFnSignature.StateDeclaration state :
        DoFnSignatures.signatureForDoFn(fn).stateDeclarations().values()) {
      try {
        Field field = state.field();
        field.setAccessible(true);
        collect((Serializable) field.get(fn));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void collect(Serializable object) {
    try (ObjectOutputStream out = new Collector()) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Collector extends ObjectOutputStream {
    Collector() throws IOException {
      super(OutputStream.nullOutputStream());
    }

    @Override
    protected void writeClassDescriptor(ObjectStreamClass description) throws IOException {
      super.writeClassDescriptor(description);
      Class<?> written = description.forClass();
      seen++;
      // Of enums and records Java does not compare versions.
      if (written.getName().startsWith("io.tidemark.")
          && !written.isEnum()
          && !written.isRecord()
          && !hasVersion(written)) {
        without.add(written.getName());
      }
    }
  }

  private static boolean hasVersion(Class<?> written) {
    return Enum.class.isAssignableFrom(written) // a constant with a body
        || Arrays.stream(written.getDeclaredFields())
            .anyMatch(field -> field.getName().equals("serialVersionUID"));
  }
}
