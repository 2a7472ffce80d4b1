// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import static io.tidemark.pipelines.preflight.Place.EMBEDDED_FLINK;
import static io.tidemark.pipelines.preflight.Place.FLINK_CLUSTER;
import static io.tidemark.pipelines.preflight.Place.FLINK_JOB;
import static io.tidemark.pipelines.preflight.Runs.assertError;
import static io.tidemark.pipelines.preflight.Runs.assertSilent;
import static io.tidemark.pipelines.preflight.Runs.assertWarning;
import static io.tidemark.pipelines.preflight.Runs.bounded;
import static io.tidemark.pipelines.preflight.Runs.ending;
import static io.tidemark.pipelines.preflight.Runs.endless;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class FlinkOptionChecksTest {
  private static final String FILES = "filesToStage";
  private static final String BACKEND = "stateBackend";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void copiesAreMade() {
    assertError(
        FlinkOptionChecks::fasterCopy, "fasterCopy", ending(EMBEDDED_FLINK, "fasterCopy=true"));
    assertError(FlinkOptionChecks::fasterCopy, "fasterCopy", bounded(FLINK_JOB, "fasterCopy=true"));

    assertSilent(FlinkOptionChecks::fasterCopy, ending(EMBEDDED_FLINK, "fasterCopy=false"));
    assertSilent(FlinkOptionChecks::fasterCopy, ending(EMBEDDED_FLINK));
  }

  @Test
  public void objectsAreReused() {
    assertWarning(
        FlinkOptionChecks::noObjectReuse,
        "objectReuse",
        bounded(EMBEDDED_FLINK, "objectReuse=false"));
    assertWarning(FlinkOptionChecks::noObjectReuse, "objectReuse", endless(FLINK_CLUSTER));

    assertSilent(FlinkOptionChecks::noObjectReuse, endless(FLINK_CLUSTER, "objectReuse=true"));
  }

  @Test
  public void stateBackendIsOneThatFlinkTakes() {
    assertError(
        FlinkOptionChecks::unknownStateBackend, BACKEND, endless(FLINK_JOB, BACKEND + "=hashmap"));

    for (String name : new String[] {"rocksdb", "RocksDB", "filesystem"}) {
      assertSilent(
          FlinkOptionChecks::unknownStateBackend, endless(FLINK_JOB, BACKEND + "=" + name));
    }
    assertSilent(FlinkOptionChecks::unknownStateBackend, endless(FLINK_JOB));
    assertSilent(FlinkOptionChecks::unknownStateBackend, bounded(FLINK_JOB, BACKEND + "=hashmap"));
  }

  @Test
  public void stateBackendHasADirectory() {
    assertError(
        FlinkOptionChecks::noStoragePath,
        "stateBackendStoragePath",
        ending(EMBEDDED_FLINK, BACKEND + "=filesystem"));

    assertSilent(
        FlinkOptionChecks::noStoragePath,
        ending(
            EMBEDDED_FLINK, BACKEND + "=filesystem", "stateBackendStoragePath=file:///tmp/state"));
    assertSilent(FlinkOptionChecks::noStoragePath, ending(EMBEDDED_FLINK));
  }

  @Test
  public void rocksDbIsTheClustersToBring() {
    assertError(
        FlinkOptionChecks::noRocksDb, BACKEND, ending(EMBEDDED_FLINK, BACKEND + "=RocksDB"));
    assertError(
        FlinkOptionChecks::noRocksDb, BACKEND, endless(FLINK_CLUSTER, BACKEND + "=rocksdb"));

    assertSilent(FlinkOptionChecks::noRocksDb, endless(FLINK_JOB, BACKEND + "=rocksdb"));
    assertSilent(FlinkOptionChecks::noRocksDb, ending(EMBEDDED_FLINK, BACKEND + "=filesystem"));
  }

  @Test
  public void clusterIsSentAJobJar() {
    assertError(FlinkOptionChecks::noJobJar, FILES, bounded(FLINK_CLUSTER));

    assertSilent(FlinkOptionChecks::noJobJar, bounded(FLINK_CLUSTER, FILES + "=a.jar"));
    assertSilent(FlinkOptionChecks::noJobJar, endless(FLINK_JOB));
    assertSilent(FlinkOptionChecks::noJobJar, endless(EMBEDDED_FLINK));
  }

  @Test
  public void jobJarIsThere() throws IOException {
    Path jar = folder.newFile("a.jar").toPath();

    assertError(
        FlinkOptionChecks::absentFiles,
        FILES,
        endless(FLINK_CLUSTER, FILES + "=" + jar + "," + jar + ".gone"));

    assertSilent(FlinkOptionChecks::absentFiles, endless(FLINK_CLUSTER, FILES + "=" + jar));
    assertSilent(FlinkOptionChecks::absentFiles, endless(FLINK_CLUSTER));
    assertSilent(FlinkOptionChecks::absentFiles, endless(EMBEDDED_FLINK, FILES + "=gone.jar"));
  }
}
