// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.tidemark.pipelines.preflight.Finding;
import io.tidemark.pipelines.preflight.Place;
import io.tidemark.pipelines.preflight.PlannedRun;
import io.tidemark.pipelines.preflight.Preflight;
import io.tidemark.testing.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is asked of a cluster before a run, with Flink's own REST endpoint of two clusters. */
public class PreflightOnClusterTest {
  private static final int SLOTS = 2;
  private static final String REFUSED =
      "tidemark: --fasterCopy 'true': is unsafe with state that is changed in place;"
          + " --objectReuse=true is as fast";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static MiniCluster withFolder;
  private static MiniCluster withoutFolder;
  private static Path jar;

  @BeforeClass
  public static void start() throws Exception {
    Configuration folder = new Configuration();
    folder.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FOLDER.newFolder().toURI().toString());
    withFolder = cluster(folder);
    withoutFolder = cluster(new Configuration());
    jar = FOLDER.getRoot().toPath().resolve("job.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream empty = new JarOutputStream(out)) {
      empty.setComment("The cluster is in this process and knows our classes.");
    }
  }

  @AfterClass
  public static void stop() throws Exception {
    withFolder.close();
    withoutFolder.close();
  }

  @Test
  public void runThatHasAllItNeedsIsSilent() throws IOException {
    Path input =
        Files.writeString(
            FOLDER.newFile("input.csv").toPath(),
            "station,time,level\npier,2026-01-01T00:00:00Z,1.5\n");

    Run run =
        Run.average(
            FOLDER.newFolder().toPath(),
            "--input=" + input,
            "--key=station",
            "--value=level",
            "--time=time",
            "--runner=flink",
            "--flinkMaster=" + address(withFolder),
            "--filesToStage=" + jar,
            "--parallelism=1");

    assertThat(run.err(), run.exitCode(), equalTo(0));
    assertThat(run.err(), not(containsString("tidemark:")));
    assertThat(run.ledger(), equalTo(List.of(1L, 1L, 0L, 0L, 0L)));
  }

  @Test
  public void fewSlotsAndCheckpointsInMemoryAreWarnings() {
    Run run =
        demo("--flinkMaster=" + address(withoutFolder), "--filesToStage=" + jar, "--parallelism=3");

    assertThat(
        run.err().lines().toList(),
        equalTo(
            List.of(
                REFUSED,
                "tidemark: warning: --parallelism '3': needs as many slots, and 2 of the cluster's"
                    + " 2 are free: the run waits for more; start TaskManagers or set it to less",
                "tidemark: warning: runner-configs/flink-cluster.properties:"
                    + " --checkpointingInterval '10000': checkpoints are kept in the memory of the"
                    + " JobManager, where they are lost with it and hold 5 MB for each task at"
                    + " most; set state.checkpoints.dir in the configuration of the cluster")));
    assertThat(run.exitCode(), equalTo(2));
  }

  @Test
  public void enoughSlotsAndACheckpointFolderAreNot() {
    Run run =
        demo("--flinkMaster=" + address(withFolder), "--filesToStage=" + jar, "--parallelism=2");

    assertThat(run.err().lines().toList(), equalTo(List.of(REFUSED)));
  }

  @Test
  public void clusterThatDoesNotAnswerIsAnError() {
    Run run = demo("--flinkMaster=127.0.0.1:1", "--filesToStage=" + jar);

    assertThat(
        run.err().lines().toList(),
        equalTo(
            List.of(
                REFUSED, "tidemark: --flinkMaster '127.0.0.1:1': no Flink cluster answers there")));
    assertThat(run.exitCode(), equalTo(2));
  }

  @Test
  public void addressThatIsNoneIsAnError() {
    Run run = demo("--flinkMaster=here", "--filesToStage=" + jar);

    assertThat(
        run.err().lines().toList(),
        equalTo(
            List.of(
                REFUSED,
                "tidemark: --flinkMaster 'here': must be the host:port of a Flink cluster")));
  }

  @Test
  public void clusterOfAnotherVersionIsAnError() {
    List<Finding> found = Preflight.check(planned("1.18"));

    assertThat(found, hasSize(1));
    assertThat(found.get(0).isError(), equalTo(true));
    assertThat(found.get(0).option(), equalTo("flinkMaster"));
    assertThat(
        found.get(0).problem(),
        matchesPattern(
            "is a cluster of Flink 1\\.19\\.\\d+, and this is built for 1\\.18; use a cluster of"
                + " that version"));
    assertThat(Preflight.check(planned("1.19")), empty());
  }

  private static PlannedRun planned(String flinkMinor) {
    Map<String, String> settings = new HashMap<>();
    settings.put("flinkMaster", address(withFolder));
    settings.put("filesToStage", jar.toString());
    settings.put("objectReuse", "true");
    return new PlannedRun(Place.FLINK_CLUSTER, false, false, false, flinkMinor, settings);
  }

  /** A stream that would not be safe, so that nothing is run. */
  private static Run demo(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("average", "--input=demo:", "--runner=flink", "--fasterCopy"));
    arguments.addAll(List.of(options));
    return Run.line(FOLDER.getRoot().toPath(), arguments.toArray(new String[0]));
  }

  private static String address(MiniCluster cluster) {
    try {
      return "127.0.0.1:" + cluster.getRestAddress().get().getPort();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static MiniCluster cluster(Configuration configuration) throws Exception {
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
    return cluster;
  }
}
