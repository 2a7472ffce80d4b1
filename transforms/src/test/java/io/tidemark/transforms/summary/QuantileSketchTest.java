// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.BitwiseLinearlyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.SparseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.testing.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

public class QuantileSketchTest {
  private static final List<Double> PECULIAR =
      List.of(
          0.0,
          -0.0,
          Double.MIN_VALUE,
          -Double.MIN_VALUE,
          Double.MIN_NORMAL,
          -Double.MIN_NORMAL,
          Math.nextUp(Double.MIN_NORMAL),
          1.0,
          -1.0);

  @Test
  public void binsAreThoseOfTheLibrary() throws IOException {
    for (int i = 0; i < 500; i++) {
      long seed = Seed.next();
      Random random = new Random(seed);
      DDSketch expected = new DDSketch(new BitwiseLinearlyInterpolatedMapping(7), SparseStore::new);
      QuantileSketch whole = new QuantileSketch();
      QuantileSketch merged = new QuantileSketch();
      QuantileSketch part = new QuantileSketch();
      for (int j = random.nextInt(200); j >= 0; j--) {
        double value = value(random);
        expected.accept(value);
        whole.add(0, value);
        part.add(0, value);
        if (random.nextInt(9) == 0) {
          merged.merge(part);
          part = new QuantileSketch();
        }
      }
      merged.merge(part);

      assertThat("-Dseed=" + seed, numbers(bytes(whole)), equalTo(numbers(expected)));
      assertThat("-Dseed=" + seed, merged, equalTo(whole));
      QuantileSketch read = new QuantileSketch();
      read.read(new DataInputStream(new ByteArrayInputStream(bytes(merged))));
      assertThat("-Dseed=" + seed, read, equalTo(whole));
    }
  }

  @Test
  public void whatIsTakenAwayLeavesNothing() {
    long seed = Seed.next();
    Random random = new Random(seed);
    List<Double> values = new ArrayList<>();
    MovingPart moving = new QuantileSketch().moving(List.of());
    Statistic median = Statistics.parse("median").asList().get(0);
    for (int i = 0; i < 5_000; i++) {
      if (values.isEmpty() || random.nextInt(5) < 3) {
        values.add(value(random));
        moving.append(0, values.get(values.size() - 1));
      } else {
        moving.removeOldest(0, values.remove(0));
      }
      QuantileSketch expected = new QuantileSketch();
      values.forEach(value -> expected.add(0, value));
      MovingPart anew = expected.moving(List.of());
      anew.append(expected);
      assertThat(
          "-Dseed=" + seed,
          moving.value(median, Optional.empty()),
          equalTo(anew.value(median, Optional.empty())));
    }
  }

  @Test
  public void oneValueTakesLittle() {
    QuantileSketch sketch = new QuantileSketch();
    sketch.add(0, 20.5);
    assertThat(sketch.bytes(), lessThan(150L));
  }

  private static double value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> PECULIAR.get(random.nextInt(PECULIAR.size()));
      case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      default -> random.nextInt(800) / 10.0 - 40;
    };
  }

  private static byte[] bytes(QuantileSketch sketch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sketch.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Of NaN, of infinities, of zeros, then of each sign how many bins, and of each index, count. */
  private static List<Long> numbers(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      numbers.add(Varints.read(in));
    }
    for (int sign = 0; sign < 2; sign++) {
      long bins = Varints.read(in);
      numbers.add(bins);
      long index = 0;
      for (; bins > 0; bins--) {
        index += Varints.readSigned(in);
        numbers.add(index);
        numbers.add(Varints.read(in));
      }
    }
    return numbers;
  }

  private static List<Long> numbers(DDSketch sketch) {
    Store below = sketch.getNegativeValueStore();
    Store above = sketch.getPositiveValueStore();
    double zeros = sketch.getCount() - below.getTotalCount() - above.getTotalCount();
    List<Long> numbers = new ArrayList<>(List.of(0L, 0L, 0L, (long) zeros));
    for (Store store : List.of(below, above)) {
      List<Bin> bins = store.getAscendingStream().toList();
      numbers.add((long) bins.size());
      for (Bin bin : bins) {
        numbers.add((long) bin.getIndex());
        numbers.add((long) bin.getCount());
      }
    }
    return numbers;
  }
}
