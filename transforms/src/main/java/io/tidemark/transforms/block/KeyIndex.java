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
  private static final long FREE = 0;

  private static final int INDEX_BITS = 32;
  private static final int LENGTH_BITS = 8;
  private static final int LONGEST_TOLD = (1 << LENGTH_BITS) - 1;

  private byte[][] keys = new byte[INITIAL / 2][];
  private long[] hashes = new long[INITIAL / 2];
  private long[] ends = new long[INITIAL]; // the first and the last bytes of each key
  private int size;

  /**
   * At the place of its hash or after it, or FREE: a part of the hash, the length, index + 1. With
   * them a key is looked at only if it is most likely the right one, for keys are all over memory.
   */
  private long[] places = new long[INITIAL];

  /** The number of a key, given as a part of an array; a new one is copied. */
  public int indexOf(byte[] bytes, int from, int to) {
    long hash = KeyHash.of(bytes, from, to);
    long first = KeyHash.firstBytes(bytes, from, to);
    long last = KeyHash.lastBytes(bytes, from, to);
    boolean isAllInEnds = to - from <= 2 * Long.BYTES;
    long tag = tag(hash, to - from);
    int mask = places.length - 1;
    for (int place = (int) hash & mask; ; place = (place + 1) & mask) {
      long entry = places[place];
      if (entry == FREE) {
        return add(place, Arrays.copyOfRange(bytes, from, to), hash);
      }
      if (entry >>> INDEX_BITS == tag) {
        int index = (int) entry - 1;
        if (ends[2 * index] == first
            && ends[2 * index + 1] == last
            && (isAllInEnds || isEqual(keys[index], bytes, from, to))) {
          return index;
        }
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
    long tag = tag(hash, key.length);
    int mask = places.length - 1;
    for (int place = (int) hash & mask; ; place = (place + 1) & mask) {
      long entry = places[place];
      if (entry == FREE) {
        return add(place, key, hash);
      }
      if (entry >>> INDEX_BITS == tag) {
        int index = (int) entry - 1;
        if (keys[index] == key || Arrays.equals(keys[index], key)) {
          return index;
        }
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

  /** Of the hash the bits between those of the place and those of the shard. */
  private static long tag(long hash, int length) {
    long ofHash = (hash >>> INDEX_BITS << LENGTH_BITS) & 0xFFFF_FFFFL;
    return ofHash | Math.min(length, LONGEST_TOLD);
  }

  private static boolean isEqual(byte[] key, byte[] bytes, int from, int to) {
    return Arrays.equals(key, 0, key.length, bytes, from, to);
  }

  private int add(int place, byte[] key, long hash) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    keys[size] = key;
    hashes[size] = hash;
    ends[2 * size] = KeyHash.firstBytes(key, 0, key.length);
    ends[2 * size + 1] = KeyHash.lastBytes(key, 0, key.length);
    size++;
    places[place] = tag(hash, key.length) << INDEX_BITS | size;
    if (2 * size > places.length) {
      spread(new long[2 * places.length]);
    }
    return size - 1;
  }

  private void spread(long[] wider) {
    int mask = wider.length - 1;
    for (int index = 0; index < size; index++) {
      int place = (int) hashes[index] & mask;
      while (wider[place] != FREE) {
        place = (place + 1) & mask;
      }
      wider[place] = tag(hashes[index], keys[index].length) << INDEX_BITS | (index + 1);
    }
    places = wider;
  }
}
