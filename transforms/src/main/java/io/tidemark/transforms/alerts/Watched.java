// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.reading.Series;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * What comes of watching.
 *
 * @param alerts those that are certain
 * @param atTheEnd those that only time would bring about after the last reading
 * @param late what came too late
 */
record Watched(
    PCollection<Alert> alerts,
    PCollection<Alert> atTheEnd,
    PCollection<KV<Series, LateReading>> late) {

  /** All together; of one it is that one. */
  static Watched all(List<Watched> each) {
    return each.size() == 1
        ? each.get(0)
        : new Watched(
            together("AllAlerts", each, Watched::alerts),
            together("AllAtTheEnd", each, Watched::atTheEnd),
            together("AllLate", each, Watched::late));
  }

  private static <T> PCollection<T> together(
      String name, List<Watched> each, Function<Watched, PCollection<T>> part) {
    return PCollectionList.of(each.stream().map(part).toList()).apply(name, Flatten.pCollections());
  }

  /** The outputs of a function that watches. */
  static final class Tags implements Serializable {
    private static final long serialVersionUID = 1;

    final TupleTag<Alert> alerts = new TupleTag<>("alert");
    final TupleTag<Alert> atTheEnd = new TupleTag<>("atTheEnd");
    final TupleTag<KV<Series, LateReading>> late = new TupleTag<>("late");

    TupleTagList others() {
      return TupleTagList.of(atTheEnd).and(late);
    }

    Watched of(PCollectionTuple outputs) {
      return new Watched(
          outputs.get(alerts).setCoder(Alert.coder()),
          outputs.get(atTheEnd).setCoder(Alert.coder()),
          outputs.get(late).setCoder(KvCoder.of(Series.coder(), LateReading.coder())));
    }
  }
}
