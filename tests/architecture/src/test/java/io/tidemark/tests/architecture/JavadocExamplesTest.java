// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Every preformatted code block in the Javadoc of the library compiles and runs.
 *
 * <p>An example is the body of {@code static void run(Pipeline pipeline, Path folder) throws
 * Exception}: it applies to {@code pipeline}, writes below {@code folder}, which is empty, and may
 * leave running the pipeline to this test. The packages of the library, {@code java.util}, {@code
 * java.time}, {@code java.nio.file} and Beam's {@code coders}, {@code transforms} and {@code
 * values} are imported.
 */
@RunWith(Parameterized.class)
public final class JavadocExamplesTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Example example;

  public JavadocExamplesTest(Example example) {
    this.example = example;
  }

  @Parameterized.Parameters(name = "{0}")
  public static List<Example> examples() {
    return Sources.ofPublicTypes().stream().flatMap(file -> Example.in(file).stream()).toList();
  }

  @Test
  public void compilesAndRuns() throws Exception {
    Class<?> compiled = ExampleCompiler.compile(example, temporary.newFolder().toPath());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(compiled.getClassLoader());
    try {
      run(compiled);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private void run(Class<?> compiled) throws Exception {
    ExamplePipeline pipeline = new ExamplePipeline();
    try {
      compiled
          .getMethod("run", Pipeline.class, Path.class)
          .invoke(null, pipeline, temporary.newFolder().toPath());
      pipeline.finish();
    } catch (InvocationTargetException e) {
      throw new AssertionError(example.place(0) + ": " + e.getCause(), e.getCause());
    } catch (Exception | AssertionError e) {
      throw new AssertionError(example.place(0) + ": " + e, e);
    }
  }
}
