// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What an Avro schema says of the fields of its records. */
final class AvroTypes {
  private static final Set<String> TIMES =
      Set.of(
          "timestamp-millis",
          "timestamp-micros",
          "timestamp-nanos",
          "local-timestamp-millis",
          "local-timestamp-micros",
          "local-timestamp-nanos");

  private AvroTypes() {}

  /**
   * The schema of a text.
   *
   * @throws InputException if the text is no schema, or not that of a record
   */
  static Schema parse(String json) {
    Schema schema = schema(json);
    if (schema.getType() != Schema.Type.RECORD) {
      throw new InputException(
          String.format("its Avro schema is %s, must be a record", kind(schema)));
    }
    return schema;
  }

  private static Schema schema(String json) {
    try {
      return new Schema.Parser().parse(json);
    } catch (RuntimeException e) { // a broken one may be any to the library, also a null pointer
      throw new InputException(
          "not an Avro schema: " + Excerpt.of(String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * Checks that records have fields, which may be {@code outer.inner}, and that these hold text.
   *
   * @throws InputException if one does not
   */
  static void require(Schema record, List<String> fields) {
    for (String field : fields) {
      List<Schema> types = typesOf(record, field);
      if (types.isEmpty()) {
        throw new InputException(
            String.format(
                "no field '%s'; it has %s",
                field,
                Excerpt.of(
                    String.join(
                        ",", record.getFields().stream().map(Schema.Field::name).toList()))));
      }
      if (types.stream().noneMatch(AvroTypes::isScalar)) {
        throw new InputException(
            String.format(
                "field '%s' is %s, must be a number, a text or a time", field, kind(types.get(0))));
      }
    }
  }

  /** Whether whatever a field holds is a time by its type. */
  static boolean isTime(Schema record, String field) {
    List<Schema> types =
        typesOf(record, field).stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    return !types.isEmpty() && types.stream().allMatch(AvroTypes::isTime);
  }

  /** What a field may be; nothing where no record has it. */
  private static List<Schema> typesOf(Schema record, String field) {
    int dot = field.indexOf('.');
    String name = dot < 0 ? field : field.substring(0, dot);
    return branches(record).stream()
        .filter(branch -> branch.getType() == Schema.Type.RECORD && branch.getField(name) != null)
        .map(branch -> branch.getField(name).schema())
        .flatMap(
            inner ->
                (dot < 0 ? branches(inner) : typesOf(inner, field.substring(dot + 1))).stream())
        .toList();
  }

  private static boolean isTime(Schema type) {
    return switch (type.getType()) {
      case INT -> logical(type).equals("date");
      case LONG -> TIMES.contains(logical(type));
      default -> false;
    };
  }

  private static List<Schema> branches(Schema type) {
    return type.isUnion() ? type.getTypes() : List.of(type);
  }

  private static boolean isScalar(Schema type) {
    return switch (type.getType()) {
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, ENUM -> true;
      case BYTES, FIXED -> isDecimal(type);
      case NULL, RECORD, ARRAY, MAP, UNION -> false;
    };
  }

  /** Whether it is a decimal, and one that fits its bytes. */
  static boolean isDecimal(Schema type) {
    return type.getLogicalType() instanceof LogicalTypes.Decimal;
  }

  /** The logical type that the schema names, also one that the library does not know; or empty. */
  static String logical(Schema type) {
    String name = type.getProp("logicalType");
    return name == null ? "" : name;
  }

  /** What a message calls a type. */
  static String kind(Schema type) {
    return switch (type.getType()) {
      case ARRAY -> "an array";
      case RECORD -> "a record";
      default -> type.getType().getName();
    };
  }
}
