// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

/** Ends the program with an exit code, where the JVM is the program's own. */
public final class Exit {
  private static final String FLINK = "org.apache.flink.";

  private Exit() {}

  /**
   * Ends the JVM, and with it the threads that a runner leaves behind.
   *
   * <p>Where a Flink client or JobManager has loaded the program, ending the JVM would end that;
   * there it returns if all went well, and throws if not.
   *
   * @param code one of {@link ExitCode}
   */
  public static void with(int code) {
    if (!isInsideFlink(Exit.class.getClassLoader().getClass().getName())) {
      System.exit(code);
    }
    if (code != ExitCode.OK) {
      throw new IllegalStateException("exit code " + code + "; the line before says why");
    }
  }

  static boolean isInsideFlink(String classLoader) {
    return classLoader.startsWith(FLINK);
  }
}
