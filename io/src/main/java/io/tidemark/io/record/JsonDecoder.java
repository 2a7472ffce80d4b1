// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decodes one JSON object: scalars by name, those of nested objects as {@code outer.inner}.
 *
 * <p>Numbers keep their text; {@code NaN} and {@code Infinity} may stand bare; null is as absent.
 */
final class JsonDecoder implements RecordDecoder {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // Names come from outside: interning them would keep them for good.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // The size of a record is limited where records are found.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Map<String, Integer> slots = new HashMap<>();
  private final Set<String> parents = new HashSet<>();

  JsonDecoder(List<String> fields) {
    for (int slot = 0; slot < fields.size(); slot++) {
      String field = fields.get(slot);
      slots.put(field, slot);
      for (int dot = field.indexOf('.'); dot >= 0; dot = field.indexOf('.', dot + 1)) {
        parents.add(field.substring(0, dot));
      }
    }
  }

  @Override
  public String[] decode(byte[] record) throws RecordException {
    String text = Utf8.decode(record);
    try (JsonParser json = JSON.createParser(text)) {
      Fields fields = new Fields(slots.size());
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new RecordException("not a JSON object");
      }
      readObject(json, "", fields);
      if (json.nextToken() != null) {
        throw new RecordException("more follows the JSON object");
      }
      return fields.texts;
    } catch (JsonProcessingException e) {
      throw new RecordException("not valid JSON: " + Excerpt.of(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from a string", e);
    }
  }

  private void readObject(JsonParser json, String prefix, Fields fields)
      throws IOException, RecordException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix.isEmpty() ? json.getCurrentName() : prefix + json.getCurrentName();
      JsonToken value = json.nextToken();
      Integer slot = slots.get(name);
      if (slot != null) {
        fields.set(slot, name, value, json);
      } else if (value == JsonToken.START_OBJECT && parents.contains(name)) {
        readObject(json, name + ".", fields);
      } else {
        json.skipChildren();
      }
    }
  }

  private static final class Fields {
    private final String[] texts;
    private final boolean[] seen;

    Fields(int count) {
      texts = new String[count];
      seen = new boolean[count];
    }

    void set(int slot, String name, JsonToken value, JsonParser json)
        throws IOException, RecordException {
      if (seen[slot]) {
        throw new RecordException("field '" + name + "' is there twice");
      }
      seen[slot] = true;
      switch (value) {
        case START_ARRAY -> throw new RecordException("field '" + name + "' is an array");
        case START_OBJECT -> throw new RecordException("field '" + name + "' is an object");
        case VALUE_NULL -> texts[slot] = null;
        default -> texts[slot] = wellFormed(name, json.getText());
      }
    }

    /** An escape can name half of a surrogate pair, which is no text and has no bytes. */
    private static String wellFormed(String name, String text) throws RecordException {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isHighSurrogate(text.charAt(i))
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else if (Character.isSurrogate(text.charAt(i))) {
          throw new RecordException("field '" + name + "' holds half a surrogate pair");
        }
      }
      return text;
    }
  }
}
