// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.io.file.InputFiles;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Several files as one recording, opened anywhere in it. */
public class FileRecordingTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void openedAnywhereItGoesOnFromThere() throws IOException {
    write("a.csv", "station,temp\nblue,1\nblue,broken,2\n\n\"bl\nue\",3\n");
    write("b.csv", "station,temp\n");
    write("c.jsonl", "{\"station\":\"blue\",\"temp\":4}\nbroken\n");
    write("d.csv", "");
    write("e.csv", "station,temp\nblue,5\n");
    Recording recording =
        FileRecording.of(
            InputFiles.of(folder.getRoot().getPath()),
            RecordFormat.byFileName(),
            ReadingSchema.ofValues("temp").withKey("station"));
    List<DecodedRecord> all = records(recording, 0);

    assertThat(all.size(), equalTo(6));
    for (int position = 1; position <= 7; position++) {
      assertThat(
          "from " + position,
          records(recording, position),
          equalTo(all.subList(Math.min(position, 6), 6)));
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(Path.of(folder.getRoot().getPath(), name), text);
  }

  private static List<DecodedRecord> records(Recording recording, long position)
      throws IOException {
    List<DecodedRecord> records = new ArrayList<>();
    try (Recording.Records opened = recording.open(position)) {
      opened.forEachRemaining(records::add);
    }
    return records;
  }
}
