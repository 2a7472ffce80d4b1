// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What was measured on; a number without it says little. */
public final class Machine {
  /** One core in ten busy with something else is noise that a median does not take out. */
  private static final double BUSY = 0.1;

  private Machine() {}

  /** One line: processor, cores, memory, operating system, JVM, load. */
  public static String describe() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.0f GB of memory, %s %s; %s %s; load average %.2f at the start%s",
        field(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch")),
        cores(),
        kilobytes() / 1e6,
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        load(),
        load() > BUSY * cores() ? " (BUSY: these numbers are rough)" : "");
  }

  /** How many threads can run at a time. */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static double kilobytes() {
    String total = field(Path.of("/proc/meminfo"), "MemTotal", "0 kB");
    return Double.parseDouble(total.replace("kB", "").strip());
  }

  private static String field(Path file, String name, String otherwise) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise; // another operating system keeps it elsewhere
    }
  }
}
