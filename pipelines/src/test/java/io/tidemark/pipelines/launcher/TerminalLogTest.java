// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.util.ServiceLoader;
import org.junit.Test;

/** What is logged, and how a line looks. */
public class TerminalLogTest {
  private final LoggerContext context = new LoggerContext();

  @Test
  public void logbackFindsIt() {
    assertThat(
        ServiceLoader.load(Configurator.class).findFirst().orElseThrow(),
        instanceOf(TerminalLog.class));
  }

  @Test
  public void ownNewsAndWarningsOfTheRestAreHeard() {
    assertThat(configure(), is(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY));

    assertThat(level("io.tidemark.pipelines.average.AverageGraph"), is(Level.INFO));
    assertThat(level("org.apache.beam.sdk.io.FileSystems"), is(Level.WARN));
    assertThat(level("org.apache.kafka.clients.NetworkClient"), is(Level.OFF));
    assertThat(level("org.apache.flink.runtime.security.token.Provider"), is(Level.ERROR));
    assertThat(level("org.apache.flink.runtime.taskmanager.Task"), is(Level.OFF));
  }

  @Test
  public void eventIsOneLineWithTheRootCause() {
    configure();
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) root().getAppender("stderr");
    Exception failure = new IllegalStateException("outer", new IOException("disk full"));
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("a.b.Sink"), Level.WARN, "lost", failure, null);

    assertThat(appender.getTarget(), is("System.err"));
    assertThat(
        new String(appender.getEncoder().encode(event), UTF_8),
        matchesPattern("\\d\\d:\\d\\d:\\d\\d WARN  Sink: lost java.io.IOException: disk full\\R"));
  }

  @Test
  public void fileThatSomebodyNamesTakesItsPlace() {
    System.setProperty(TerminalLog.FILE_PROPERTY, "other.xml");
    try {
      assertThat(configure(), is(ExecutionStatus.INVOKE_NEXT_IF_ANY));
    } finally {
      System.clearProperty(TerminalLog.FILE_PROPERTY);
    }
    assertThat(root().getAppender("stderr"), is(nullValue()));
  }

  private ExecutionStatus configure() {
    return new TerminalLog().configure(context);
  }

  private Level level(String logger) {
    return context.getLogger(logger).getEffectiveLevel();
  }

  private Logger root() {
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }
}
