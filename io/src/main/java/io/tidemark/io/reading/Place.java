// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import io.tidemark.io.record.Excerpt;
import io.tidemark.transforms.partitioning.Geohash;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a key that is made of two fields: {@code geohash(lat,lon,5)}, the cell of the map that
 * a record is from.
 *
 * @param latitude the field with the degrees north
 * @param longitude the field with the degrees east
 * @param precision how many characters the cell's name has
 */
public record Place(String latitude, String longitude, int precision) {
  private static final Pattern FORM =
      Pattern.compile("geohash\\(([^,()]+),([^,()]+),\\s*(\\d{1,3})\\s*\\)");

  /**
   * Reads a part of a key.
   *
   * @return empty for the name of a field
   * @throws IllegalArgumentException for what begins like a place and is none
   */
  public static Optional<Place> parse(String part) {
    if (!part.startsWith("geohash(")) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(part);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "must be geohash(LATITUDE,LONGITUDE,PRECISION), such as geohash(lat,lon,5)");
    }
    int precision = Geohash.checkPrecision(Integer.parseInt(form.group(3)));
    return Optional.of(new Place(form.group(1).strip(), form.group(2).strip(), precision));
  }

  /**
   * The cell.
   *
   * @throws IllegalArgumentException if that is no place
   */
  public String cell(String latitudeText, String longitudeText) {
    return Geohash.of(
        degrees(latitude, latitudeText), degrees(longitude, longitudeText), precision);
  }

  private static double degrees(String field, String text) {
    double degrees = Decimals.parse(Blanks.trim(text));
    if (Double.isNaN(degrees)) {
      throw new IllegalArgumentException(
          String.format("field '%s': %s is not a number", field, Excerpt.quoted(text)));
    }
    return degrees;
  }
}
