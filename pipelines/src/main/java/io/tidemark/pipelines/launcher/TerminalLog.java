// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * What a person at a terminal wants to hear: our own news, and warnings of the rest.
 *
 * <p>Logback finds it as a service. It is code rather than a {@code logback.xml}, since to read one
 * takes more than 400 classes, and every run would wait for them.
 *
 * <ul>
 *   <li>Another configuration takes its place with {@code -Dlogback.configurationFile=file.xml}, or
 *       as {@code logback-test.xml} or {@code logback.xml} on the class path.
 *   <li>An event is one line on standard error. Of an exception it has the first line of the root
 *       cause.
 * </ul>
 */
public final class TerminalLog extends ContextAwareBase implements Configurator {
  static final String FILE_PROPERTY = "logback.configurationFile";

  private static final String PATTERN =
      "%d{HH:mm:ss} %-5level %logger{0}: %msg"
          + " %replace(%rEx{short}){'[\\r\\n][\\s\\S]*', ''}%n%nopex";

  private static final List<String> ERRORS_ONLY =
      List.of(
          // Warns of each name longer than 80 characters, in Beam nearly every one.
          "org.apache.flink.metrics.MetricGroup",
          // Advises checkpoints, which are there to survive the process; an embedded run is the
          // process.
          "org.apache.beam.runners.flink.FlinkPipelineExecutionEnvironment",
          // Doubts the equals of Beam's own types.
          "org.apache.beam.sdk.coders.SerializableCoder",
          // Misses a hook for the end of the JVM where the run has just ended it.
          "org.apache.pekko.actor.CoordinatedShutdown",
          // Miss a library that does the same faster, and files that need not be.
          "org.apache.hadoop.util.NativeCodeLoader",
          "org.apache.flink.runtime.util.HadoopUtils",
          // Miss what embedded Flink has no use for: Kerberos tokens, and a dashboard's log file.
          "org.apache.flink.runtime.security.token",
          "org.apache.flink.runtime.webmonitor.WebMonitorUtils");

  private static final List<String> SILENT =
      List.of(
          // Advises fasterCopy, which is unsafe with state that is changed in place, and reports
          // the failure that it throws as well.
          "org.apache.beam.runners.flink.FlinkRunner",
          // Repeats each attempt to connect; the connector says what comes of them, once.
          "org.apache.kafka",
          "org.apache.hadoop.ipc.Client",
          // Say that a run failed, and why; the launcher says it in one line.
          "org.apache.flink.runtime.taskmanager.Task",
          "org.apache.flink.runtime.operators.BatchTask");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (isConfiguredElsewhere()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    // Logback keeps its own messages to itself.
    context.getStatusManager().add(new NopStatusListener());
    ERRORS_ONLY.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    SILENT.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    context.getLogger("io.tidemark").setLevel(Level.INFO);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(standardError(context));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isConfiguredElsewhere() {
    ClassLoader loader = TerminalLog.class.getClassLoader();
    return System.getProperty(FILE_PROPERTY) != null
        || Stream.of("logback-test.xml", "logback.xml")
            .anyMatch(name -> loader.getResource(name) != null);
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
