// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Options of Flink's runner that are wrong or slow whatever the pipeline is. */
final class FlinkOptionChecks {
  static final List<Check> ALL =
      List.of(
          FlinkOptionChecks::fasterCopy,
          FlinkOptionChecks::noObjectReuse,
          FlinkOptionChecks::unknownStateBackend,
          FlinkOptionChecks::noStoragePath,
          FlinkOptionChecks::noRocksDb,
          FlinkOptionChecks::noJobJar,
          FlinkOptionChecks::absentFiles);

  private static final String FASTER_COPY = "fasterCopy";
  private static final String OBJECT_REUSE = "objectReuse";
  private static final String STATE_BACKEND = "stateBackend";
  private static final String STORAGE_PATH = "stateBackendStoragePath";
  private static final String FILES = "filesToStage";

  private static final String ROCKSDB = "rocksdb";
  private static final Set<String> STATE_BACKENDS = Set.of(ROCKSDB, "filesystem");
  private static final String ROCKSDB_CLASS =
      "org.apache.flink.contrib.streaming.state.RocksDBStateBackend";

  private FlinkOptionChecks() {}

  static Optional<Finding> fasterCopy(PlannedRun run) {
    return run.isOn(FASTER_COPY)
        ? Optional.of(
            Finding.error(
                run,
                FASTER_COPY,
                "is unsafe with state that is changed in place; --objectReuse=true is as fast"))
        : Optional.empty();
  }

  static Optional<Finding> noObjectReuse(PlannedRun run) {
    return run.isOn(OBJECT_REUSE)
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                run,
                OBJECT_REUSE,
                "every element is encoded and decoded at each step, which is several times slower;"
                    + " set --objectReuse=true"));
  }

  static Optional<Finding> unknownStateBackend(PlannedRun run) {
    return stateBackend(run)
        .filter(name -> !STATE_BACKENDS.contains(name))
        .map(
            name ->
                Finding.error(
                    run,
                    STATE_BACKEND,
                    "must be rocksdb or filesystem (state in the heap); or leave it out, and set"
                        + " state.backend.type in Flink's configuration"));
  }

  static Optional<Finding> noStoragePath(PlannedRun run) {
    return stateBackend(run).isPresent() && run.text(STORAGE_PATH).isEmpty()
        ? Optional.of(
            Finding.error(
                run,
                STORAGE_PATH,
                "is required with --stateBackend: the directory of the checkpoints, which all"
                    + " machines share, such as file:///mnt/checkpoints"))
        : Optional.empty();
  }

  /** Where Flink has loaded us, its own library folder has it. */
  static Optional<Finding> noRocksDb(PlannedRun run) {
    return stateBackend(run).equals(Optional.of(ROCKSDB))
            && run.place() != Place.FLINK_JOB
            && !isOnClassPath(ROCKSDB_CLASS)
        ? Optional.of(
            Finding.error(
                run,
                STATE_BACKEND,
                "is in no jar that is here; leave it out, and set state.backend.type: rocksdb in"
                    + " the configuration of a cluster"))
        : Optional.empty();
  }

  /** Else the whole class path goes to the cluster, with a second Flink in it. */
  static Optional<Finding> noJobJar(PlannedRun run) {
    return run.place() == Place.FLINK_CLUSTER && run.text(FILES).isEmpty()
        ? Optional.of(
            Finding.error(
                run,
                FILES,
                "is required with --flinkMaster: the job jar, --filesToStage=tidemark-flink.jar"))
        : Optional.empty();
  }

  static Optional<Finding> absentFiles(PlannedRun run) {
    boolean absent =
        run.place() == Place.FLINK_CLUSTER
            && run.text(FILES).stream()
                .flatMap(files -> Arrays.stream(files.split(",", -1)))
                .anyMatch(file -> !Files.exists(Path.of(file)));
    return absent
        ? Optional.of(Finding.error(run, FILES, "there is no such file"))
        : Optional.empty();
  }

  private static Optional<String> stateBackend(PlannedRun run) {
    return run.text(STATE_BACKEND)
        .filter(name -> run.isStreamOnFlink())
        .map(name -> name.toLowerCase(Locale.ROOT));
  }

  private static boolean isOnClassPath(String name) {
    try {
      Class.forName(name, false, FlinkOptionChecks.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
