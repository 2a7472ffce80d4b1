// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.watch;

import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.record.InputException;
import io.tidemark.transforms.time.DurationText;
import java.time.Clock;
import java.time.Duration;

/** Folders as streams. */
public final class Watch {
  private Watch() {}

  /**
   * The files of a request's address, those that are there and those that come, each once.
   *
   * @param interval between two looks; more than 0
   * @throws InputException if it would stop between two looks, or records are not of files
   */
  public static Source source(SourceRequest request, Duration interval) {
    if (request.stopWhenIdle().filter(silence -> silence.compareTo(interval) <= 0).isPresent()) {
      throw new InputException(
          String.format(
              "--stopWhenIdle=%s: must be more than --watch=%s, or it would end between two looks",
              DurationText.print(request.stopWhenIdle().get()), DurationText.print(interval)));
    }
    request.format().requireForFiles();
    return request.streamOfRecords(
        new WatchedFiles(
            InputFiles.of(request.address()),
            request.format(),
            request.schema(),
            interval,
            Clock.systemUTC()));
  }
}
