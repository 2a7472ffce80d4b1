// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.utils.DataTypeUtils;
import org.apache.flink.util.Collector;

/** Flink SQL's {@code HOP}: it keeps panes, as Tidemark does. Rows are in SQL's own format. */
final class SqlHop {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "table.optimizer.agg-phase-strategy", "TWO_PHASE",
          "table.exec.mini-batch.enabled", "true",
          "table.exec.mini-batch.allow-latency", "200 ms",
          "table.exec.mini-batch.size", "10000",
          "table.local-time-zone", "UTC");

  private SqlHop() {}

  static void run(Workload workload) throws Exception {
    StreamExecutionEnvironment environment = NativeFlink.environment();
    StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
    SETTINGS.forEach(tables.getConfig()::set);
    tables.createTemporaryView("readings", readings(environment, workload), schema());
    Table averages = tables.sqlQuery(query(workload));
    DataType rows =
        DataTypeUtils.toInternalDataType(averages.getResolvedSchema().toPhysicalRowDataType());
    tables
        .<RowData>toDataStream(averages, rows)
        .flatMap(new CountFunction())
        .returns(Types.INT)
        .sinkTo(new DiscardingSink<>());
    environment.execute();
  }

  private static DataStream<RowData> readings(
      StreamExecutionEnvironment environment, Workload workload) {
    return NativeFlink.readings(
        environment,
        workload.stream(),
        InternalTypeInfo.ofFields(VarCharType.STRING_TYPE, new DoubleType()),
        SqlHop::format);
  }

  private static Function<Cursor, RowData> format() {
    GenericRowData row = new GenericRowData(2);
    return cursor -> {
      row.setField(0, StringData.fromString(cursor.key()));
      row.setField(1, cursor.value());
      return row;
    };
  }

  private static Schema schema() {
    return Schema.newBuilder()
        .column("f0", DataTypes.STRING())
        .column("f1", DataTypes.DOUBLE())
        .columnByMetadata("event_time", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
        .watermark("event_time", "SOURCE_WATERMARK()")
        .build();
  }

  private static String query(Workload workload) {
    return String.format(
        "SELECT f0, window_end, COUNT(*), AVG(f1) FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time),"
            + " INTERVAL '%d' SECOND(5), INTERVAL '%d' SECOND(5)))"
            + " GROUP BY f0, window_start, window_end",
        ReadingStream.PERIOD / 1000, workload.size() / 1000);
  }

  private static final class CountFunction implements FlatMapFunction<RowData, Integer> {
    private static final long serialVersionUID = 1;
    private transient ResultCounter results;

    @Override
    public void flatMap(RowData row, Collector<Integer> nobody) {
      if (results == null) {
        results = ResultCounter.open();
      }
      results.add(
          row.getString(0).toString().hashCode(),
          row.getTimestamp(1, 3).getMillisecond(),
          row.getLong(2),
          row.getDouble(3));
    }
  }
}
