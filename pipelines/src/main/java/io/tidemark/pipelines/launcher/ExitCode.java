// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

/** What a run tells the shell. */
public final class ExitCode {
  /** All went well, or help was asked for. */
  public static final int OK = 0;

  /** The run failed; the reason is on standard error. */
  public static final int FAILED = 1;

  /** Nothing ran: the command line or a config file has to be mended. */
  public static final int USAGE = 2;

  /** Everything was written, but more readings were rejected than {@code --maxRejected}. */
  public static final int REJECTED = 3;

  /** Ctrl-C: what a shell expects of a process that SIGINT ended. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
