// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public class ReadingSchemaTest {
  @Test
  public void defaultsAreOneSeriesWithoutTime() {
    ReadingSchema schema = ReadingSchema.ofValues("v");
    assertThat(schema.keyFields().isEmpty(), is(true));
    assertThat(schema.hasTime(), is(false));
    assertThat(schema.timeFormat(), equalTo(TimeFormat.iso()));
    assertThat(schema.zone(), equalTo(ZoneOffset.UTC));
    assertThat(schema.missing(), contains("", "NA", "NaN", "null"));
  }

  @Test
  public void missingTextsAreAdded() {
    ReadingSchema schema = ReadingSchema.ofValues("v").withMissing("-9999", "NA").withMissing("?");
    assertThat(schema.missing(), contains("", "NA", "NaN", "null", "-9999", "?"));
  }

  @Test
  public void fieldsAreAllNamesEachOnce() {
    ReadingSchema schema = ReadingSchema.ofValues("v", "k").withKey("k", "l").withTime("v");
    assertThat(schema.fields(), contains("k", "l", "v"));
  }

  @Test
  public void namesThatCannotBeAreRefused() {
    assertFails(() -> ReadingSchema.ofValues(), "ofValues([]): must be one field or more");
    assertFails(
        () -> ReadingSchema.ofValues("a", "a"), "ofValues([a, a]): a field must be there once");
    assertFails(
        () -> ReadingSchema.ofValues("a").withKey("k", " "),
        "withKey([k,  ]): a field's name must not be blank");
    assertFails(
        () -> ReadingSchema.ofValues("a").withKey("k", "k"),
        "withKey([k, k]): a field must be there once");
    assertFails(
        () -> ReadingSchema.ofValues("a").withTime(""),
        "withTime([]): a field's name must not be blank");
  }

  @Test
  public void schemaIsSerializable() {
    ReadingSchema schema =
        ReadingSchema.ofValues("v")
            .withKey("k")
            .withTime("t")
            .withTimeFormat(TimeFormat.parse("epochNanos"))
            .withZone(ZoneId.of("Europe/Berlin"))
            .withMissing("-9999");
    assertThat(SerializableUtils.clone(schema), equalTo(schema));
  }

  private static void assertFails(Runnable action, String message) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertThat(e.getMessage(), equalTo(message));
  }
}
