// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class KeyIndexTest {
  @Test
  public void keysOfAllLengthsAreNumberedInTheirOrderWhereverTheyAre() {
    long seed = Seed.next();
    Random random = new Random(seed);
    KeyIndex index = new KeyIndex();
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (random.nextInt(20) == 0 ? -1 : 0);
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      byte[] alone = Arrays.copyOfRange(bytes, from, to);
      String key = Arrays.toString(alone);
      expected.putIfAbsent(key, expected.size());
      int number =
          random.nextBoolean()
              ? index.indexOf(bytes, from, to)
              : index.indexOf(alone, KeyHash.of(alone, 0, alone.length));
      assertThat(key + " -Dseed=" + seed, number, equalTo(expected.get(key)));
    }
    assertThat(index.size(), equalTo(expected.size()));
    expected.forEach((key, number) -> assertThat(Arrays.toString(index.key(number)), equalTo(key)));
  }

  /** Shards, and with them savepoints, are made of hashes. */
  @Test
  public void hashesAreForGood() {
    assertThat(hash(""), equalTo(0L));
    assertThat(hash("blue"), equalTo(-7981999570321949102L));
    assertThat(hash("sensor-00042"), equalTo(5162772125045322352L));
  }

  @Test
  public void hashIsOfTheBytesOfTheKeyAlone() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[30];
      random.nextBytes(bytes);
      int from = random.nextInt(30);
      int to = from + random.nextInt(31 - from);
      byte[] key = Arrays.copyOfRange(bytes, from, to);
      assertThat(KeyHash.of(bytes, from, to), equalTo(KeyHash.of(key, 0, key.length)));
    }
  }

  private static long hash(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return KeyHash.of(bytes, 0, bytes.length);
  }
}
