// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.resume;

import java.util.Map;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;

/** What tells the sources of one submission from those of another; nobody types it. */
@Hidden
public interface SubmissionOptions extends PipelineOptions {
  /** A number that is used once, by the option of the source; null if there is none. */
  @Description("The sources of this submission.")
  Map<String, String> getSubmittedSources();

  void setSubmittedSources(Map<String, String> numbers);
}
