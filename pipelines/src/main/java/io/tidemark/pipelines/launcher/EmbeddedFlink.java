// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The configuration folder of a Flink that runs inside this process.
 *
 * <pre>{@code
 * EmbeddedFlink.configuration("[local]", "").ifPresent(folder -> args.add("--flinkConfDir=" + folder));
 * }</pre>
 *
 * <ul>
 *   <li>A job without a jar is run with the system class loader, which does not know our classes
 *       when Maven started us. One entry in {@code pipeline.classpaths}, the folder itself, is
 *       enough for Flink to make a class loader whose parent is the one that loaded Flink.
 *   <li>Without a folder of its own an embedded Flink obeys an exported {@code FLINK_CONF_DIR}, and
 *       hangs on the ports of the cluster described there.
 *   <li>Flink listens on every interface by default; here it does so on the loopback alone.
 *   <li>Without a place for checkpoints Flink keeps them in memory, and lets each fail, and then
 *       the job, where a task has more than 5 MiB of state: they are in a folder below this one.
 *   <li>What the user's own folder says is kept, and so is a {@code pipeline.classpaths} in it.
 * </ul>
 */
final class EmbeddedFlink {
  private static final String PRIVATE =
      "jobmanager.bind-host: localhost\nrest.bind-address: localhost\n";

  /** Flink reads the first of these that is there. */
  private static final List<String> FILES = List.of("flink-conf.yaml", "config.yaml");

  private static final Pattern CLASSPATHS =
      Pattern.compile("^\\s*(pipeline\\.)?classpaths\\s*:", Pattern.MULTILINE);

  private EmbeddedFlink() {}

  /**
   * The folder to pass as {@code --flinkConfDir}, or empty where the user's arguments stand as they
   * are: on a cluster, when a cluster runs us, and with a folder that already has the entry. The
   * folder is deleted when the process ends.
   *
   * @param flinkMaster as given by the user, empty for Flink's default
   * @param flinkConfDir as given by the user, empty for none
   */
  static Optional<Path> configuration(String flinkMaster, String flinkConfDir) {
    if (!isEmbedded(flinkMaster, EmbeddedFlink.class.getClassLoader().getClass().getName())) {
      return Optional.empty();
    }
    try {
      return flinkConfDir.isEmpty()
          ? Optional.of(written(temporaryFolder()))
          : extended(Path.of(flinkConfDir));
    } catch (IOException e) {
      throw UsageException.of("flinkConfDir", "cannot be prepared: " + e.getMessage());
    }
  }

  /**
   * {@code [auto]} is embedded too, unless our classes came to a cluster as a job, by one of
   * Flink's own class loaders.
   */
  static boolean isEmbedded(String flinkMaster, String classLoader) {
    return switch (flinkMaster) {
      case "[local]" -> true;
      case "", "[auto]" -> !classLoader.startsWith("org.apache.flink.");
      default -> false;
    };
  }

  private static Optional<Path> extended(Path folder) throws IOException {
    for (String file : FILES) {
      if (Files.exists(folder.resolve(file))) {
        String settings = Files.readString(folder.resolve(file));
        return CLASSPATHS.matcher(settings).find()
            ? Optional.empty()
            : Optional.of(write(temporaryFolder(), file, settings.stripTrailing() + "\n"));
      }
    }
    return Optional.empty();
  }

  private static Path written(Path folder) throws IOException {
    Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
    String place = "state.checkpoints.dir: " + checkpoints.toUri() + "\n";
    return write(folder, "config.yaml", PRIVATE + place);
  }

  private static Path write(Path folder, String file, String settings) throws IOException {
    Files.writeString(
        folder.resolve(file), settings + "pipeline.classpaths: " + folder.toUri() + "\n");
    return folder;
  }

  private static Path temporaryFolder() throws IOException {
    Path folder = Files.createTempDirectory("tidemark-flink");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder.toFile())));
    return folder;
  }

  /** As far as it can: what others still write into stays. */
  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) {
      Arrays.stream(inside).forEach(EmbeddedFlink::delete);
    }
    file.delete();
  }
}
