// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.pipelines.average.ResultRows;
import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.summary.Statistics;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/** What the table has for a series, as columns; all are null where it has nothing. */
interface TableColumns<V> extends Serializable {
  /** Name and type of each. */
  List<Field> fields();

  /** One for each field. */
  List<Object> values(V value);

  /** The value of a reading. */
  static TableColumns<Double> ofReadings() {
    return new TableColumns<>() {
      @Override
      public List<Field> fields() {
        return List.of(Field.nullable("value", FieldType.DOUBLE));
      }

      @Override
      public List<Object> values(Double value) {
        return List.of(value);
      }
    };
  }

  /** The columns of a result, but those of its series. */
  static TableColumns<WindowResult> ofResults(Statistics statistics) {
    ResultRows rows = new ResultRows(statistics);
    Schema schema = rows.schema();
    return new TableColumns<>() {
      @Override
      public List<Field> fields() {
        return schema.getFields().stream().skip(2).map(each -> each.withNullable(true)).toList();
      }

      @Override
      public List<Object> values(WindowResult result) {
        List<Object> all = rows.row(schema, Series.of("", ""), result).getValues();
        return all.subList(2, all.size());
      }
    };
  }
}
