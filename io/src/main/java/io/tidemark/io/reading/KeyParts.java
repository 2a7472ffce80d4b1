// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import java.util.List;
import java.util.Optional;

/**
 * Makes keys of the texts of a record's fields.
 *
 * <ul>
 *   <li>Errors: {@link IllegalArgumentException} in one line, for a place that is none, and for a
 *       field that has what stands between fields.
 * </ul>
 */
public final class KeyParts {
  private final String separator;
  private final boolean isolated;
  private final Part[] parts;

  /** The text of a record's field. */
  @FunctionalInterface
  public interface Texts {
    /**
     * A text.
     *
     * @param field its number in {@link ReadingSchema#fields}
     * @param name its name, for what is wrong with it
     */
    String of(int field, String name);
  }

  private record Part(String name, Optional<Place> place, int first, int second) {
    String of(Texts texts) {
      return place.isEmpty()
          ? texts.of(first, name)
          : place
              .get()
              .cell(
                  texts.of(first, place.get().latitude()),
                  texts.of(second, place.get().longitude()));
    }
  }

  /**
   * The keys of a schema.
   *
   * @param fields the order of a record's fields
   */
  public KeyParts(ReadingSchema schema, List<String> fields) {
    this.separator = schema.keySeparator();
    this.isolated = schema.isOfRecords();
    this.parts = schema.keyFields().stream().map(name -> part(name, fields)).toArray(Part[]::new);
  }

  private static Part part(String name, List<String> fields) {
    Optional<Place> place = Place.parse(name);
    return new Part(
        name,
        place,
        fields.indexOf(place.map(Place::latitude).orElse(name)),
        place.map(p -> fields.indexOf(p.longitude())).orElse(-1));
  }

  /** The key of a record. */
  public String key(Texts texts) {
    if (parts.length == 1) {
      return part(0, texts);
    }
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      key.append(i == 0 ? "" : separator).append(part(i, texts));
    }
    return key.toString();
  }

  private String part(int i, Texts texts) {
    String text = parts[i].of(texts);
    if (isolated && text.contains(separator)) {
      throw new IllegalArgumentException(
          String.format("field '%s' has the control character U+001F", parts[i].name()));
    }
    return text;
  }
}
