// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.RandomCases;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.Test;

/** Object files, sound and damaged. */
public class AvroReaderTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("Reading")
          .fields()
          .requiredString("station")
          .requiredDouble("temp")
          .endRecord();

  private static final List<String> FIELDS = List.of("station", "temp");

  @Test
  public void recordsAreReadWhateverTheCodec() throws IOException {
    for (String codec : List.of("null", "deflate", "snappy", "zstandard", "bzip2")) {
      byte[] file = file(codec, 5, 5, 1);
      assertThat(codec, read(file), equalTo(expected(11)));
    }
  }

  @Test
  public void aFileWithoutRecordsHasNone() throws IOException {
    assertThat(read(file("null")), equalTo(List.of()));
  }

  @Test
  public void whatIsNoObjectFileIsRefused() {
    for (byte[] file :
        List.of(new byte[0], new byte[] {'O', 'b'}, "station,temp\n".getBytes(ISO_8859_1))) {
      InputException error = assertThrows(InputException.class, () -> read(file));
      assertThat(error.getMessage(), is("is not an Avro object file"));
    }
  }

  @Test
  public void aCodecThatIsNotKnownIsRefused() throws IOException {
    byte[] file = file("null", 1);
    String name = "null";
    int at = new String(file, ISO_8859_1).indexOf("codec") + 6;
    System.arraycopy("lzma".getBytes(ISO_8859_1), 0, file, at, name.length());
    InputException error = assertThrows(InputException.class, () -> read(file));
    assertThat(
        error.getMessage(),
        is("codec 'lzma', must be one of null, deflate, snappy, zstandard, bzip2"));
  }

  @Test
  public void aTruncatedFileGivesItsWholeBlocksAndAnError() throws IOException {
    for (String codec : List.of("null", "deflate")) {
      byte[] header = file(codec);
      byte[] one = file(codec, 4);
      byte[] two = file(codec, 4, 3);
      for (int length = header.length; length < two.length; length++) {
        byte[] cut = Arrays.copyOf(two, length);
        List<String> found = new ArrayList<>();
        if (length == header.length || length == one.length) {
          readInto(found, cut); // It ends where a file may.
        } else {
          assertThrows(CorruptFileException.class, () -> readInto(found, cut));
        }
        assertThat(found, equalTo(expected(length < one.length ? 0 : 4)));
      }
    }
  }

  @Test
  public void aBlockThatSaysTooFewRecordsIsFound() throws IOException {
    byte[] file = file("null", 4);
    file[file("null").length] = 2 * 3;
    CorruptFileException error = assertThrows(CorruptFileException.class, () -> read(file));
    assertThat(error.getMessage(), containsString("more bytes than records"));
  }

  @Test
  public void damageIsAnErrorOrInAValue() {
    List<String> codecs = List.of("null", "deflate", "snappy", "zstandard");
    RandomCases.run(
        5_000,
        random -> {
          String codec = codecs.get(random.nextInt(codecs.size()));
          byte[] file = damaged(file(codec, 3, 1 + random.nextInt(5)), random);
          List<String> found = new ArrayList<>();
          try {
            readInto(found, file);
          } catch (CorruptFileException | InputException e) {
            // What was given out before is sound, or at least a record.
          }
          assertThat(found.size() <= 8, is(true));
        });
  }

  private static byte[] damaged(byte[] file, Random random) {
    byte[] damaged = file.clone();
    for (int flips = random.nextInt(3); flips >= 0; flips--) {
      damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }

  private static List<String> read(byte[] file) throws IOException {
    List<String> found = new ArrayList<>();
    readInto(found, file);
    return found;
  }

  private static void readInto(List<String> found, byte[] file) throws IOException {
    Records records = RecordFormat.avro().records(new ByteArrayInputStream(file), FIELDS);
    while (records.next()) {
      try {
        String[] texts = records.decoder().decode(records.record());
        found.add(records.line() + " " + String.join(" ", texts));
      } catch (RecordException e) {
        found.add(records.line() + " rejected");
      }
    }
  }

  private static List<String> expected(int count) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      expected.add(String.format("%d s%d %s", i + 1, i, i + 0.5));
    }
    return expected;
  }

  /** A file with blocks of so many records. */
  private static byte[] file(String codec, int... blocks) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
      writer.setCodec(CodecFactory.fromString(codec));
      writer.create(SCHEMA, bytes, new byte[16]);
      int number = 0;
      for (int records : blocks) {
        for (int i = 0; i < records; i++, number++) {
          GenericData.Record record = new GenericData.Record(SCHEMA);
          record.put("station", "s" + number);
          record.put("temp", number + 0.5);
          writer.append(record);
        }
        writer.sync();
      }
    }
    return bytes.toByteArray();
  }
}
