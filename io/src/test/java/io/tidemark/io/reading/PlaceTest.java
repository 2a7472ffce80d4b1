// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.record.RecordFormat;
import java.util.List;
import org.junit.Test;

/** Keys by place, and records that count as such. */
public class PlaceTest {
  private static final ReadingSchema BY_PLACE =
      ReadingSchema.ofValues("temp").withKey("kind", "geohash(lat, lon, 5)");

  @Test
  public void thePlaceIsAPartOfTheKey() {
    assertThat(BY_PLACE.fields(), equalTo(List.of("kind", "lat", "lon", "temp")));
    assertThat(BY_PLACE.hasPlace(), equalTo(true));
    assertThat(
        decode(BY_PLACE, "{'kind':'air','lat':57.64911,'lon':'10.40744','temp':4.5}"),
        equalTo(DecodedRecord.of("air/u4pru").value(4.5).build()));
  }

  @Test
  public void aCoordinateMayBeTheValueToo() {
    ReadingSchema schema = ReadingSchema.ofValues("lat").withKey("geohash(lat,lon,1)");
    assertThat(
        decode(schema, "{'lat':57.5,'lon':10}"),
        equalTo(DecodedRecord.of("u").value(57.5).build()));
  }

  @Test
  public void whatIsNoPlaceIsRejected() {
    assertThat(
        reason("{'kind':'air','lat':91,'lon':10,'temp':4.5}"),
        equalTo("latitude 91.0: must be from -90 to 90"));
    assertThat(
        reason("{'kind':'air','lat':'north','lon':10,'temp':4.5}"),
        equalTo("field 'lat': 'north' is not a number"));
    assertThat(reason("{'kind':'air','lat':1,'temp':4.5}"), equalTo("no field 'lon'"));
  }

  @Test
  public void aMistakeIsOneLine() {
    assertThat(
        mistake("geohash(lat,lon)"),
        equalTo("must be geohash(LATITUDE,LONGITUDE,PRECISION), such as geohash(lat,lon,5)"));
    assertThat(mistake("geohash(lat,lon,13)"), equalTo("precision 13: must be from 1 to 12"));
  }

  @Test
  public void recordsThatCountAsSuchKeepTheirFieldsApart() {
    ReadingSchema schema = ReadingSchema.ofRecords(List.of("key", "id")).withTime("at");
    DecodedRecord record =
        decode(schema, "{'key':'a/b','id':'c','at':'1970-01-01T00:00:01Z','more':[]}");

    assertThat(schema.fields(), equalTo(List.of("key", "id", "at")));
    assertThat(ReadingSchema.fieldsOf(record.key()), equalTo(List.of("a/b", "c")));
    assertThat(record.time().getAsLong(), equalTo(1_000L));
    assertThat(record.value(0), equalTo(1.0));
    assertThat(
        decode(schema, "{'key':'a\\u001f','id':'c','at':'1970-01-01T00:00:01Z'}")
            .rejections()
            .get(0)
            .reason(),
        equalTo("field 'key' has the control character U+001F"));
  }

  private static String mistake(String part) {
    return assertThrows(
            IllegalArgumentException.class, () -> ReadingSchema.ofValues("v").withKey(part))
        .getMessage();
  }

  private static String reason(String json) {
    return decode(BY_PLACE, json).rejections().get(0).reason();
  }

  private static DecodedRecord decode(ReadingSchema schema, String json) {
    return ReadingDecoder.of(schema, RecordFormat.jsonLines().decoder(schema.fields()))
        .decode("f", 1, json.replace('\'', '"').getBytes(UTF_8));
  }
}
