// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.partitioning;

import ch.hsr.geohash.GeoHash;

/**
 * Names of places: cells of the map, whose name begins with that of the larger cell around it.
 *
 * <pre>{@code
 * String cell = Geohash.of(57.64911, 10.40744, 5); // u4pru, 5 km wide
 * }</pre>
 *
 * <ul>
 *   <li>Places that are near each other may be in different cells, on both sides of a border.
 *   <li>Precision: 1 to 12 characters; 5 km at 5, 150 m at 7, 5 m at 9, at the equator.
 *   <li>Errors: {@link IllegalArgumentException} for degrees or a precision out of range.
 * </ul>
 */
public final class Geohash {
  /** The longest name. */
  public static final int MOST_PRECISE = 12;

  private Geohash() {}

  /**
   * The name of the cell of a place.
   *
   * @param latitude in degrees, -90 to 90
   * @param longitude in degrees, -180 to 180
   * @param precision how many characters
   */
  public static String of(double latitude, double longitude, int precision) {
    if (!(Math.abs(latitude) <= 90)) {
      throw new IllegalArgumentException(
          String.format("latitude %s: must be from -90 to 90", latitude));
    }
    if (!(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException(
          String.format("longitude %s: must be from -180 to 180", longitude));
    }
    checkPrecision(precision);
    return GeoHash.geoHashStringWithCharacterPrecision(latitude, longitude, precision);
  }

  /** The same number, if it is a precision. */
  public static int checkPrecision(int precision) {
    if (precision < 1 || precision > MOST_PRECISE) {
      throw new IllegalArgumentException(
          String.format("precision %s: must be from 1 to %s", precision, MOST_PRECISE));
    }
    return precision;
  }
}
