// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.io.RandomCases;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whatever is in a file, and wherever it is cut, it is read as the general reader reads it. */
public class ReadersAgreeTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void delimitedFilesAreReadAsTheGeneralReaderDoes() {
    RandomCases.run(4_000, random -> assertAgree(RandomFile.csv(random), random));
  }

  @Test
  public void jsonLinesAreReadAsTheGeneralReaderDoes() {
    RandomCases.run(4_000, random -> assertAgree(RandomFile.json(random), random));
  }

  private void assertAgree(RandomFile random, Random sizes) throws IOException {
    Path path = Files.write(folder.getRoot().toPath().resolve("x"), random.bytes);
    InputFile file = InputFile.of("x", path.toString());
    Outcome expected;
    try {
      expected = Outcome.general(file, random.format, random.schema);
    } catch (InputException e) {
      return; // a delimiter that is in the names of the columns
    }
    int ranges = sizes.nextBoolean() ? 1 + sizes.nextInt(200) : 1 << 20;
    int piece = 16 + sizes.nextInt(200);
    Outcome found = Outcome.fast(file, random.format, random.schema, ranges, piece);
    String text = new String(random.bytes, StandardCharsets.ISO_8859_1);
    String why = random.format + " " + random.schema + " " + ranges + "\n" + text + "\n";
    assertThat(why, found.rejected(), equalTo(expected.rejected()));
    assertThat(why, found.readings(), equalTo(expected.readings()));
    assertThat(why, found.ledger(), equalTo(expected.ledger()));
  }
}
