// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.RandomCases;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.Test;

/** Avro's binary encoding into the text of fields, as the JSON that says the same. */
public class AvroDecoderTest {
  private static final String NESTED =
      """
      {"type":"record","name":"Reading","fields":[
        {"name":"station","type":"string"},
        {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
        {"name":"tags","type":{"type":"array","items":"string"}},
        {"name":"more","type":["null",{"type":"record","name":"More","fields":[
          {"name":"temp","type":["null","double","string"]},
          {"name":"limits","type":{"type":"map","values":["null","int"]}}]}]}]}
      """;

  private static final List<String> FIELDS = List.of("station", "at", "more.temp");

  @Test
  public void aNumberIsExact() throws Exception {
    assertThat(value("\"int\"", -5), is("-5"));
    assertThat(value("\"long\"", Long.MIN_VALUE), is("-9223372036854775808"));
    assertThat(value("\"double\"", 0.1), is("0.1"));
    assertThat(value("\"float\"", 0.1f), is("0.10000000149011612"));
    assertThat(value("\"double\"", Double.NEGATIVE_INFINITY), is("-Infinity"));
    assertThat(value("\"double\"", Double.NaN), is("NaN"));
  }

  @Test
  public void aDecimalHasAllOfItsDigits() throws Exception {
    String bytes = "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":30,\"scale\":4}";
    ByteBuffer unscaled =
        ByteBuffer.wrap(new BigDecimal("-12345678901234567890.1200").unscaledValue().toByteArray());
    assertThat(value(bytes, unscaled), is("-12345678901234567890.1200"));

    String fixed =
        "{\"type\":\"fixed\",\"name\":\"D\",\"size\":3,"
            + "\"logicalType\":\"decimal\",\"precision\":5,\"scale\":2}";
    Schema schema = new Schema.Parser().parse(fixed);
    assertThat(value(fixed, new GenericData.Fixed(schema, new byte[] {0, 1, 0})), is("2.56"));
  }

  @Test
  public void textIsAsItIs() throws Exception {
    assertThat(value("\"string\"", "blüe"), is("blüe"));
    assertThat(value("\"boolean\"", true), is("true"));
    String symbols = "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"B\"]}";
    Schema schema = new Schema.Parser().parse(symbols);
    assertThat(value(symbols, new GenericData.EnumSymbol(schema, "B")), is("B"));
    assertThat(value("[\"null\",\"string\"]", null) == null, is(true));
  }

  @Test
  public void aTimeIsIsoByItsType() throws Exception {
    assertThat(value(logical("long", "timestamp-millis"), -1L), is("1969-12-31T23:59:59.999Z"));
    assertThat(value(logical("long", "timestamp-micros"), 1L), is("1970-01-01T00:00:00.000001Z"));
    assertThat(
        value(logical("long", "timestamp-nanos"), -1L), is("1969-12-31T23:59:59.999999999Z"));
    assertThat(value(logical("long", "local-timestamp-millis"), 60_000L), is("1970-01-01T00:01"));
    assertThat(
        value(logical("long", "local-timestamp-micros"), 1L), is("1970-01-01T00:00:00.000001"));
    assertThat(value(logical("int", "date"), -1), is("1969-12-31"));
    assertThat(value(logical("int", "time-millis"), 1), is("1"));
    assertThat(value("\"long\"", 1_000L), is("1000"));
  }

  @Test
  public void whatIsATimeIsKnown() {
    assertThat(isTime(logical("long", "timestamp-millis")), is(true));
    assertThat(isTime("[\"null\"," + logical("long", "local-timestamp-nanos") + "]"), is(true));
    assertThat(isTime("[\"string\"," + logical("long", "timestamp-millis") + "]"), is(false));
    assertThat(isTime("\"long\""), is(false));
    assertThat(isTime(logical("string", "timestamp-millis")), is(false));
  }

  @Test
  public void aNestedFieldHasAPath() throws Exception {
    RecordDecoder decoder = decoder(NESTED, FIELDS);
    assertThat(
        decoder.decode(nested("blue", 0L, 4.5)),
        is(new String[] {"blue", "1970-01-01T00:00:00Z", "4.5"}));
    assertThat(
        decoder.decode(nested("blue", 0L, null)),
        is(new String[] {"blue", "1970-01-01T00:00:00Z", null}));
    Schema schema = new Schema.Parser().parse(NESTED);
    byte[] without = encoded(schema, record(schema, "blue", 0L, null));
    assertThat(decoder.decode(without)[2] == null, is(true));
  }

  @Test
  public void aFieldThatNoRecordHasIsAnError() {
    assertError("no field 'temp'; it has station,at,tags,more", NESTED, List.of("station", "temp"));
    assertError(
        "no field 'more.temp.x'; it has station,at,tags,more", NESTED, List.of("more.temp.x"));
    assertError(
        "field 'tags' is an array, must be a number, a text or a time", NESTED, List.of("tags"));
    assertError("its Avro schema is string, must be a record", "\"string\"", List.of("x"));
  }

  @Test
  public void aBrokenRecordIsKeptAsItsBytes() throws Exception {
    RecordDecoder decoder = decoder(NESTED, FIELDS);
    byte[] good = nested("blue", 0L, 4.5);
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    assertRejects(decoder, longer, "more follows the record");
    assertRejects(decoder, Arrays.copyOf(good, good.length - 1), "it ends within a record");
    assertRejects(decoder, new byte[0], "it ends within a record");
    byte[] negative = good.clone();
    negative[0] = 1;
    assertRejects(decoder, negative, "a length of -1");
    RejectedRecord kept = decoder.reject("x", "y", longer);
    assertThat(kept.base64(), is(true));
    assertThat(Base64.getDecoder().decode(kept.record()), is(longer));
  }

  @Test
  public void aSoundRecordIsKeptAsJson() throws Exception {
    RejectedRecord kept = decoder(NESTED, FIELDS).reject("x", "y", nested("blue", 1L, "much"));
    assertThat(kept.base64(), is(false));
    assertThat(
        kept.record(),
        is(
            "{\"station\":\"blue\",\"at\":\"1970-01-01T00:00:00.001Z\",\"tags\":[\"a\",\"b\"],"
                + "\"more\":{\"temp\":\"much\",\"limits\":{\"low\":null}}}"));
  }

  @Test
  public void malformedTextIsRejected() throws Exception {
    Schema schema = recordOf("\"bytes\"");
    ByteBuffer half = ByteBuffer.wrap(new byte[] {(byte) 0xC3});
    byte[] record = encoded(schema, new GenericRecordBuilder(schema).set("v", half).build());
    assertRejects(
        decoder(recordOf("\"string\"").toString(), List.of("v")), record, "not valid UTF-8");
  }

  @Test
  public void itemsWithoutBytesEndSoon() {
    String nulls =
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
            + "{\"name\":\"n\",\"type\":{\"type\":\"array\",\"items\":\"null\"}},"
            + "{\"name\":\"v\",\"type\":\"int\"}]}";
    byte[] many = new byte[11];
    Arrays.fill(many, (byte) 0xFE);
    many[9] = 1;
    assertRejects(decoder(nulls, List.of("v")), many, "items without a byte");
  }

  @Test
  public void theBytesOfARegistryAreLeftOut() throws Exception {
    RecordDecoder decoder = RecordFormat.avroConfluent().withAvroSchema(NESTED).decoder(FIELDS);
    byte[] record = nested("blue", 0L, 4.5);
    byte[] message =
        ByteBuffer.allocate(record.length + 5).put((byte) 0).putInt(77).put(record).array();
    assertThat(decoder.decode(message)[2], is("4.5"));
    assertRejects(decoder, record, "does not start with a byte of 0");
    assertRejects(decoder, new byte[] {0, 0, 1}, "it ends within a record");
    assertThat(decoder.reject("x", "y", message).record(), startsWith("{\"station\":\"blue\""));
    assertThat(decoder.reject("x", "y", new byte[] {0, 0, 1}).record(), is("AAAB"));
  }

  @Test
  public void theJsonOfARecordSaysTheSame() {
    Schema schema = new Schema.Parser().parse(NESTED);
    RecordDecoder avro = decoder(NESTED, FIELDS);
    RecordDecoder json = RecordFormat.jsonLines().decoder(FIELDS);
    RandomCases.run(
        2_000,
        random -> {
          byte[] record = encoded(schema, random(schema, random));
          RejectedRecord kept = avro.reject("x", "y", record);
          assertThat(kept.base64(), is(false));
          assertThat(
              json.decode(kept.record().getBytes(StandardCharsets.UTF_8)),
              equalTo(avro.decode(record)));
        });
  }

  @Test
  public void damageIsNothingButARejection() {
    Schema schema = new Schema.Parser().parse(NESTED);
    RecordDecoder decoder = decoder(NESTED, FIELDS);
    RandomCases.run(
        20_000,
        random -> {
          byte[] record = encoded(schema, random(schema, random));
          for (int flips = random.nextInt(4); flips >= 0; flips--) {
            record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
          }
          byte[] damaged = Arrays.copyOf(record, random.nextInt(record.length + 3));
          RejectedRecord kept = decoder.reject("x", "y", damaged);
          try {
            assertThat(decoder.decode(damaged).length, is(FIELDS.size()));
          } catch (RecordException e) {
            assertThat(e.getMessage().isEmpty(), is(false));
          }
          if (kept.base64()) {
            assertThat(Base64.getDecoder().decode(kept.record()), is(damaged));
          }
        });
  }

  private static Object random(Schema schema, Random random) {
    Object[] temps = {null, random.nextDouble(), -0.0, 1e300 * 1e10, "much", Double.NaN, 1e-7};
    return random.nextInt(5) == 0
        ? record(schema, "é" + random.nextInt(), random.nextLong() >> 20, null)
        : nestedRecord(
            schema,
            "s" + random.nextInt(3),
            (random.nextLong() >> 22) % 200_000_000_000_000L,
            temps[random.nextInt(temps.length)]);
  }

  private static byte[] nested(String station, long at, Object temp) throws IOException {
    Schema schema = new Schema.Parser().parse(NESTED);
    return encoded(schema, nestedRecord(schema, station, at, temp));
  }

  private static Object nestedRecord(Schema schema, String station, long at, Object temp) {
    Schema more = schema.getField("more").schema().getTypes().get(1);
    GenericData.Record inner = new GenericData.Record(more);
    inner.put("temp", temp);
    Map<String, Integer> limits = new HashMap<>();
    limits.put("low", null);
    inner.put("limits", limits);
    return record(schema, station, at, inner);
  }

  private static Object record(Schema schema, String station, long at, Object more) {
    GenericData.Record record = new GenericData.Record(schema);
    record.put("station", station);
    record.put("at", at);
    record.put("tags", List.of("a", "b"));
    record.put("more", more);
    return record;
  }

  private static String value(String type, Object value) throws Exception {
    Schema schema = recordOf(type);
    byte[] record = encoded(schema, new GenericRecordBuilder(schema).set("v", value).build());
    return decoder(schema.toString(), List.of("v")).decode(record)[0];
  }

  private static boolean isTime(String type) {
    return decoder(recordOf(type).toString(), List.of("v")).isTime("v");
  }

  private static Schema recordOf(String type) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"v\",\"type\":"
                + type
                + "}]}");
  }

  private static String logical(String type, String logical) {
    return String.format("{\"type\":\"%s\",\"logicalType\":\"%s\"}", type, logical);
  }

  private static byte[] encoded(Schema schema, Object record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(record, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static RecordDecoder decoder(String schema, List<String> fields) {
    return RecordFormat.avro().withAvroSchema(schema).decoder(fields);
  }

  private static void assertError(String message, String schema, List<String> fields) {
    Exception error =
        assertThrows(Exception.class, () -> AvroDecoder.of(AvroTypes.parse(schema), 0, fields));
    assertThat(error.getMessage(), is(message));
  }

  private static void assertRejects(RecordDecoder decoder, byte[] record, String reason) {
    RecordException error = assertThrows(RecordException.class, () -> decoder.decode(record));
    assertThat(error.getMessage(), containsString(reason));
  }
}
