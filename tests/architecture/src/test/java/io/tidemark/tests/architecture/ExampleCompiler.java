// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes a class {@code Example} with one method {@code run(Pipeline, Path)} of an example. */
final class ExampleCompiler {
  private static final List<String> IMPORTS =
      List.of(
          "java.util.*",
          "java.time.*",
          "java.nio.file.*",
          "java.nio.charset.*",
          "org.apache.beam.sdk.Pipeline",
          "org.apache.beam.sdk.coders.*",
          "org.apache.beam.sdk.schemas.Schema",
          "org.apache.beam.sdk.transforms.*",
          "org.apache.beam.sdk.values.*");

  private ExampleCompiler() {}

  /** The compiled class, in a class loader of its own. */
  static Class<?> compile(Example example, Path classes)
      throws IOException, ReflectiveOperationException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
    Source source = new Source(example);
    if (!compiler.getTask(null, null, messages, options, null, List.of(source)).call()) {
      throw new AssertionError(describe(example, messages.getDiagnostics()));
    }
    URL[] path = {classes.toUri().toURL()};
    return new URLClassLoader(path, ExampleCompiler.class.getClassLoader()).loadClass("Example");
  }

  private static String describe(
      Example example, List<Diagnostic<? extends JavaFileObject>> messages) {
    return messages.stream()
        .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
        .map(m -> example.place(m.getLineNumber() - Source.HEAD) + ": " + m.getMessage(null))
        .collect(Collectors.joining("\n", "example does not compile:\n", ""));
  }

  /** The first line holds all that is not the example's. */
  private static final class Source extends SimpleJavaFileObject {
    /** The number, in the generated file, of the example's first line. */
    static final int HEAD = 2;

    private final Example example;

    Source(Example example) {
      super(URI.create("string:///Example.java"), Kind.SOURCE);
      this.example = example;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      List<String> imports = new ArrayList<>(IMPORTS);
      for (String module : Sources.LIBRARY) {
        Sources.packages(module).forEach(name -> imports.add(name + ".*"));
      }
      return imports.stream().map(name -> "import " + name + ";").collect(Collectors.joining(" "))
          + " public class Example {"
          + " public static void run(Pipeline pipeline, Path folder) throws Exception {\n"
          + String.join("\n", example.lines())
          + "\n}}\n";
    }
  }
}
