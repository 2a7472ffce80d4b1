// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import io.tidemark.io.block.ParserLoop;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import java.io.IOException;
import java.nio.file.Path;

/** A plain loop in one thread, with the parser that Tidemark has. */
final class ParserMeans {
  private ParserMeans() {}

  static void run(Dataset dataset, Path input, Means means) throws IOException {
    ReadingSchema schema = ReadingSchema.ofValues(dataset.value()).withKey(dataset.key());
    ReadingSchema whole =
        dataset.isHourly()
            ? schema
                .withTime(dataset.fields().get(0))
                .withTimeFormat(TimeFormat.parse("epochMillis"))
            : schema;
    new ParserLoop(whole, dataset.fields(), dataset.delimiter(), dataset::start)
        .read(input, means::add);
  }
}
