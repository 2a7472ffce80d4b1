// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.github.luben.zstd.Zstd;
import io.tidemark.io.RandomCases;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
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

  @Test
  public void zippedFilesAreReadAsTheGeneralReaderDoes() throws IOException {
    String text = "station,temp\nblue,4.5\ngreen,--\n\"a\nb\",7\nred,8\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(bytes);
    }
    ReadingSchema schema = ReadingSchema.ofValues("temp").withKey("station");
    for (InputFile file :
        List.of(write("x.csv.gz", gzip.toByteArray()), write("x.csv.zst", Zstd.compress(bytes)))) {
      Outcome found = Outcome.fast(file, RecordFormat.byFileName(), schema, 16, 16);
      assertThat(found, equalTo(Outcome.general(file, RecordFormat.byFileName(), schema)));
      assertThat(found.readings().size(), is(3));
    }
  }

  @Test
  public void longLinesAreReadAsTheGeneralReaderDoes() throws IOException {
    ReadingSchema schema = ReadingSchema.ofValues("temp").withKey("station");
    RecordFormat format = RecordFormat.csv();
    for (int length : List.of((1 << 24) - 3, (1 << 24) - 2, 1 << 25)) {
      String text = "station,temp\nblue,1\n" + "k".repeat(length) + ",2\nblue,3\nred,x\n";
      InputFile file = write("long", text.getBytes(StandardCharsets.UTF_8));
      Outcome expected = Outcome.general(file, format, schema);
      for (long range : List.of(1L << 20, 1L << 23, 1L << 40)) {
        assertThat(Outcome.fast(file, format, schema, range, 1 << 16).equals(expected), is(true));
        assertThat(Outcome.ahead(file, format, schema, range, 1 << 16).equals(expected), is(true));
      }
    }
  }

  private InputFile write(String name, byte[] bytes) throws IOException {
    Path path = Files.write(folder.getRoot().toPath().resolve(name), bytes);
    return InputFile.of(name, path.toString());
  }

  private void assertAgree(RandomFile random, Random sizes) throws IOException {
    InputFile file = write("x", random.bytes);
    Outcome expected;
    try {
      expected = Outcome.general(file, random.format, random.schema);
    } catch (InputException e) {
      return; // a delimiter that is in the names of the columns
    }
    int ranges = sizes.nextBoolean() ? 1 + sizes.nextInt(200) : 1 << 20;
    int piece = 16 + sizes.nextInt(200);
    String text = new String(random.bytes, StandardCharsets.ISO_8859_1);
    String why = random.format + " " + random.schema + " " + ranges + "\n" + text + "\n";
    assertEqual(why, Outcome.fast(file, random.format, random.schema, ranges, piece), expected);
    assertEqual(why, Outcome.ahead(file, random.format, random.schema, ranges, piece), expected);
  }

  private static void assertEqual(String why, Outcome found, Outcome expected) {
    assertThat(why, found.rejected(), equalTo(expected.rejected()));
    assertThat(why, found.readings(), equalTo(expected.readings()));
    assertThat(why, found.ledger(), equalTo(expected.ledger()));
  }
}
