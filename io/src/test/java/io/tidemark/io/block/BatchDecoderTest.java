// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.RandomCases;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Message;
import io.tidemark.io.reading.ReadingDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** Messages become what the general decoder makes of them, however they are parsed. */
public class BatchDecoderTest {
  @Test
  public void linesOfDelimitedFieldsAreDecodedAsTheGeneralDecoderDoes() {
    RandomCases.run(2_000, random -> assertAgree(RandomFile.csv(random), true));
  }

  @Test
  public void jsonIsDecodedAsTheGeneralDecoderDoes() {
    RandomCases.run(2_000, random -> assertAgree(RandomFile.json(random), false));
  }

  private static void assertAgree(RandomFile random, boolean delimited) throws IOException {
    String[] lines = new String(random.bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
    BatchDecoder decoder;
    ReadingDecoder general;
    try {
      RecordFormat format =
          delimited
              ? random.format.withCsvHeader(
                  List.of(lines[0].split("[" + random.format.delimiter() + "]", -1)))
              : random.format;
      decoder = BatchDecoder.ofMessages(format, random.schema);
      general = ReadingDecoder.ofMessages(random.schema, format);
    } catch (InputException | IllegalArgumentException e) {
      return; // the columns of this file are not those of the schema
    }
    List<String> expected = new ArrayList<>();
    Ledger ledger = Ledger.EMPTY;
    for (String line : lines) {
      Message message = new Line(line.getBytes(StandardCharsets.ISO_8859_1), Map.of());
      DecodedRecord record = general.decode(message);
      expected.addAll(text(record, random.schema));
      ledger = ledger.plus(record.ledger());
      assertThat(line, decoder.add(message), equalTo(record.time().orElse(Batch.NO_TIME)));
    }
    Batch batch = decoder.batch();
    String why = random.format + " " + random.schema;
    assertThat(why, text(batch), equalTo(expected.stream().sorted().toList()));
    assertThat(why, batch.ledger(), equalTo(ledger));
    assertThat(CoderUtils.clone(Batch.coder(), batch), equalTo(batch));
  }

  @Test
  public void attributesAreFields() throws IOException {
    ReadingSchema schema =
        ReadingSchema.ofValues("temp", "@quality")
            .withKey("@key", "site")
            .withTime("@timestamp")
            .withTimeFormat(TimeFormat.parse("epochMillis"));
    BatchDecoder decoder = BatchDecoder.ofMessages(RecordFormat.jsonLines(), schema);

    decoder.add(
        line(
            "{\"site\":\"a\",\"temp\":4.5}",
            Map.of("@key", "blue", "@timestamp", "17", "@quality", "1")));
    decoder.add(line("{\"site\":\"a\",\"temp\":5}", Map.of("@key", "blue", "@timestamp", "18")));
    decoder.add(line("{\"site\":\"a\",\"temp\":5}", Map.of("@timestamp", "19")));
    Batch batch = decoder.batch();

    assertThat(
        text(batch).subList(1, 4),
        contains("blue/a @quality 17 1.0", "blue/a temp 17 4.5", "blue/a temp 18 5.0"));
    assertThat(batch.rejections(), hasSize(1));
    assertThat(batch.rejections().get(0).record().reason(), equalTo("no field '@key'"));
    assertThat(batch.rejections().get(0).record().source(), equalTo("test"));
    assertThat(batch.ledger(), equalTo(Ledger.of(6, 0, 0, 1, 2)));
    assertThat(decoder.batch().blocks(), empty());
  }

  @Test
  public void messagesOfLinesNeedTheirColumns() {
    ReadingSchema schema = ReadingSchema.ofValues("temp");
    InputException e =
        assertThrows(
            InputException.class, () -> BatchDecoder.ofMessages(RecordFormat.csv(), schema));
    assertThat(e.getMessage(), equalTo("a message has no header line; say --csvHeader=NAMES"));
    assertThrows(
        InputException.class, () -> BatchDecoder.ofMessages(RecordFormat.byFileName(), schema));
  }

  private static Message line(String text, Map<String, String> attributes) {
    return new Line(text.getBytes(StandardCharsets.UTF_8), attributes);
  }

  private static List<String> text(DecodedRecord record, ReadingSchema schema) {
    long time = record.time().orElse(Batch.NO_TIME);
    List<String> text = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      if (record.fate(i) == DecodedRecord.Fate.VALUE) {
        text.add(text(Series.of(record.key(), schema.valueFields().get(i)), time, record.value(i)));
      }
    }
    for (RejectedRecord rejected : record.rejections()) {
      text.add(rejected + " " + time);
    }
    return text;
  }

  private static List<String> text(Batch batch) throws IOException {
    List<String> text = new ArrayList<>();
    for (ReadingBlock block : batch.blocks()) {
      for (int i = 0; i < block.size(); i++) {
        byte[] key = block.key(block.series(i));
        Series series = CoderUtils.decodeFromByteArray(Series.coder(), key);
        text.add(text(series, block.time(i), block.value(i)));
      }
    }
    batch.rejections().forEach(each -> text.add(each.record() + " " + each.time()));
    return text.stream().sorted().toList();
  }

  private static String text(Series series, long time, double value) {
    return series.key() + " " + series.field() + " " + time + " " + value;
  }

  private static final class Line implements Message {
    private final byte[] body;
    private final Map<String, String> attributes;

    Line(byte[] body, Map<String, String> attributes) {
      this.body = body;
      this.attributes = attributes;
    }

    @Override
    public byte[] body() {
      return body;
    }

    @Override
    public String origin() {
      return "test";
    }

    @Override
    public String attribute(String name) {
      return attributes.get(name);
    }
  }
}
