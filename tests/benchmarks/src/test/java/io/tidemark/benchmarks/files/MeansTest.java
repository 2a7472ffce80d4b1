// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class MeansTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theLoopFindsWhatTheLinesHave() throws IOException {
    for (Dataset dataset : Dataset.values()) {
      // More bytes than the buffer of the loop, so that lines are cut.
      Path file = DataFile.of(dataset, 100_000, folder.getRoot().toPath());
      Means loop = new Means();
      LoopMeans.run(dataset, file, loop);
      Means lines = new Means();
      LinesMeans.run(dataset, file, lines);

      assertThat(dataset.optionName(), lines.difference(loop), is(Optional.empty()));
    }
  }

  @Test
  public void writtenMeansAreReadToTheBit() throws IOException {
    Means means = new Means();
    means.add("Zürich", 0, 3, 1.0 / 3);
    means.add("pier", 3_600_000, 7, -0.1);
    Path file = folder.newFile().toPath();

    means.write(file);

    assertThat(Means.read(file), is(equalTo(means)));
  }

  @Test
  public void aTableOfTidemarkIsRead() throws IOException {
    Path file = folder.newFile().toPath();
    Files.writeString(
        file,
        """
        key,field,window_start,window_end,timing,revision,count,mean
        pier,value,1970-01-01T01:00:00Z,1970-01-01T02:00:00Z,ON_TIME,0,7,-0.1
        """);
    Means expected = new Means();
    expected.add("pier", 3_600_000, 7, -0.1);

    assertThat(Means.read(file), is(equalTo(expected)));
  }

  @Test
  public void aWrongMeanIsNoticed() {
    Means right = new Means();
    right.add("pier", 0, 7, 20.5);
    Means wrong = new Means();
    wrong.add("pier", 0, 7, 20.500001);

    assertThat(wrong.difference(right).isPresent(), is(true));
  }
}
