// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import java.util.Arrays;

/**
 * Numbers keys 0, 1, 2... in the order in which they come, without making objects of known ones.
 *
 * <pre>{@code
 * KeyIndex index = new KeyIndex();
 * byte[] line = "blue;20.5".getBytes(StandardCharsets.UTF_8);
 * int blue = index.indexOf(line, 0, 4); // 0, and 0 again for the next line that starts so
 * byte[] key = index.key(blue); // the four bytes of "blue"
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
 */
public final class KeyIndex {
  private static final int INITIAL = 64; // a power of two, as all sizes are
  private static final int FREE = 0;

  private byte[][] keys = new byte[INITIAL / 2][];
  private long[] hashes = new long[INITIAL / 2];
  private int size;
  private int[] places = new int[INITIAL]; // index + 1 at its hash or after it, or FREE

  /** The number of a key, given as a part of an array; a new one is copied. */
  public int indexOf(byte[] bytes, int from, int to) {
    long hash = KeyHash.of(bytes, from, to);
    int mask = places.length - 1;
    for (int place = (int) hash & mask; ; place = (place + 1) & mask) {
      int index = places[place] - 1;
      if (index < 0) {
        places[place] = size + 1;
        return add(Arrays.copyOfRange(bytes, from, to), hash);
      }
      if (hashes[index] == hash && KeyHash.sameHashIsSameKey(keys[index], bytes, from, to)) {
        return index;
      }
    }
  }

  /** The number of a key. */
  public int indexOf(byte[] key) {
    return indexOf(key, 0, key.length);
  }

  /**
   * The number of a key whose {@linkplain KeyHash hash} is known; a new one is kept as it is,
   * without a copy.
   */
  public int indexOf(byte[] key, long hash) {
    int mask = places.length - 1;
    for (int place = (int) hash & mask; ; place = (place + 1) & mask) {
      int index = places[place] - 1;
      if (index < 0) {
        places[place] = size + 1;
        return add(key, hash);
      }
      if (hashes[index] == hash
          && (keys[index] == key || KeyHash.sameHashIsSameKey(keys[index], key, 0, key.length))) {
        return index;
      }
    }
  }

  /** The {@linkplain KeyHash hash} of the key of that number. */
  public long hash(int index) {
    return hashes[index];
  }

  /** The key of that number; not to be changed. */
  public byte[] key(int index) {
    return keys[index];
  }

  /** How many keys there are. */
  public int size() {
    return size;
  }

  private int add(byte[] key, long hash) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    keys[size] = key;
    hashes[size] = hash;
    size++;
    if (2 * size > places.length) {
      spread(new int[2 * places.length]);
    }
    return size - 1;
  }

  private void spread(int[] wider) {
    int mask = wider.length - 1;
    for (int index = 0; index < size; index++) {
      int place = (int) hashes[index] & mask;
      while (wider[place] != FREE) {
        place = (place + 1) & mask;
      }
      wider[place] = index + 1;
    }
    places = wider;
  }
}
