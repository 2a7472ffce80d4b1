// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.resume;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A source as it was submitted, for readers that a savepoint gave a part of an earlier one.
 *
 * <p>The number of the submission travels in the options that every reader gets, the source in the
 * graph: it is {@linkplain #keep kept} where it arrives, in a process that builds the graph or runs
 * a task of it. Its secrets so are neither in options, which Flink shows, nor in savepoints.
 *
 * @param identity of the source
 * @param number used once
 */
public record Submission(SourceIdentity identity, String number) implements Serializable {
  /** For as long as this class is loaded: on a cluster, as long as the job. */
  private static final Map<String, Object> SOURCES = new ConcurrentHashMap<>();

  /**
   * A new one, of the only source of a pipeline that has such an option.
   *
   * @param options of the pipeline, whose readers are to find it
   */
  public static Submission of(SourceIdentity identity, PipelineOptions options) {
    SubmissionOptions numbers = options.as(SubmissionOptions.class);
    Map<String, String> all = new TreeMap<>();
    if (numbers.getSubmittedSources() != null) {
      all.putAll(numbers.getSubmittedSources());
    }
    Submission submission = new Submission(identity, UUID.randomUUID().toString());
    all.put(identity.option(), submission.number);
    numbers.setSubmittedSources(all);
    return submission;
  }

  /** Keeps the source for the readers of this process. */
  public void keep(Object source) {
    SOURCES.put(number, source);
  }

  /**
   * The source that goes on with what a restored one has read.
   *
   * @param options of the run that goes on
   * @param restored the identity of the restored one
   * @param before what that reads, for messages
   * @param type the class of sources that go on from each other
   * @throws io.tidemark.io.record.InputException if another kind of source was submitted
   */
  public static <T> T find(
      PipelineOptions options, SourceIdentity restored, String before, Class<T> type) {
    Map<String, String> numbers = options.as(SubmissionOptions.class).getSubmittedSources();
    Object source = numbers == null ? null : SOURCES.get(numbers.get(restored.option()));
    if (source == null) {
      throw new IllegalStateException(
          String.format("no source was submitted for --%s, to go on with", restored.option()));
    }
    if (!type.isInstance(source)) {
      throw restored.other(before, source.toString());
    }
    return type.cast(source);
  }

  /**
   * Compares with what a source was that is to go on as this one.
   *
   * @throws io.tidemark.io.record.InputException if state cannot go on
   */
  public void requireStateOf(SourceIdentity restored) {
    identity.requireStateOf(restored);
  }
}
