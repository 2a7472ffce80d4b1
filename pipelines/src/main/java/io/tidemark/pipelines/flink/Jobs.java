// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The jobs that a cluster knows: those that run, and those that ended not long ago. */
public final class Jobs {
  private final FlinkRest cluster;

  private Jobs(FlinkRest cluster) {
    this.cluster = cluster;
  }

  /** Of a cluster. */
  public static Jobs of(FlinkRest cluster) {
    return new Jobs(cluster);
  }

  /** All of them, the latest first. */
  public List<Job> all() {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : cluster.get("jobs/overview").path("jobs")) {
      jobs.add(
          new Job(
              cluster,
              job.path("jid").asText(),
              job.path("name").asText(),
              Instant.ofEpochMilli(job.path("start-time").asLong())));
    }
    jobs.sort(Comparator.comparing(Job::started).reversed());
    return jobs;
  }

  /** The latest with a name. */
  public Optional<Job> latest(String name) {
    return all().stream().filter(job -> job.name().equals(name)).findFirst();
  }

  /**
   * The one that a person means.
   *
   * @param text an id, the beginning of one, or the name of one that runs
   */
  public Job find(String text) {
    List<Job> all = all();
    List<Job> meant =
        all.stream()
            .filter(job -> job.id().startsWith(text) || (job.isAlive() && job.name().equals(text)))
            .toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (meant.isEmpty()) {
      throw new ClusterException(String.format("job '%s': is none of %s", text, names(all)));
    }
    throw new ClusterException(String.format("job '%s': may be any of %s", text, names(meant)));
  }

  private static String names(List<Job> jobs) {
    return jobs.isEmpty()
        ? "this cluster's, which has no jobs"
        : jobs.stream()
            .map(job -> job.id() + " (" + job.name() + ")")
            .collect(Collectors.joining(", "));
  }
}
