// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.benchmarks.synthetic.Bits;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files of any length, each row a function of its number; one that is there is taken as it is. */
public final class DataFile {
  private static final int STATIONS = 413;
  private static final int SENSORS = 100;
  private static final long FIRST_TIME = 1_767_225_600_000L; // 2026-01-01
  private static final long SPAN = 30 * 24 * Dataset.HOUR;
  private static final int DISORDER = 2_000;
  private static final int BUFFER = 1 << 20;
  private static final String[] SYLLABLES = {
    "al", "ber", "ca", "dö", "el", "fjor", "gan", "hav", "is", "ka", "lu", "mø", "na", "os", "pia",
    "qui", "ros", "são", "ta", "ulm", "ven", "wy", "xi", "yau", "zür"
  };

  private DataFile() {}

  /** A file of a kind with so many rows in a folder. */
  public static Path of(Dataset dataset, long rows, Path folder) throws IOException {
    Path file = folder.resolve(dataset.optionName() + "-" + rows + ".csv");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path partial = folder.resolve(file.getFileName() + ".partial");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER)) {
        write(dataset, rows, out);
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private static void write(Dataset dataset, long rows, OutputStream out) throws IOException {
    byte[][] keys = dataset.isHourly() ? sensors() : stations();
    byte[][] values = values();
    double step = (double) SPAN / rows;
    for (long row = 0; row < rows; row++) {
      long random = Bits.mix(row);
      if (dataset.isHourly()) {
        long delay = ((random & 0xFFFF) * DISORDER) >>> 16;
        out.write(Long.toString(FIRST_TIME + (long) (row * step) - delay).getBytes(UTF_8));
        out.write(dataset.delimiter());
      }
      out.write(keys[(int) (((random >>> 32) * keys.length) >>> 32)]);
      out.write(dataset.delimiter());
      out.write(values[(int) (random >>> 16) & (values.length - 1)]);
      out.write('\n');
    }
  }

  private static byte[][] sensors() {
    byte[][] names = new byte[SENSORS][];
    for (int i = 0; i < SENSORS; i++) {
      names[i] = String.format("sensor-%05d", i).getBytes(UTF_8);
    }
    return names;
  }

  /** Names of 4 to some 20 bytes, not all of them ASCII; a number keeps them apart. */
  private static byte[][] stations() {
    byte[][] names = new byte[STATIONS][];
    for (int i = 0; i < STATIONS; i++) {
      long random = Bits.mix(-i);
      StringBuilder name = new StringBuilder();
      for (int syllable = 0; syllable <= (random & 3); syllable++) {
        name.append(SYLLABLES[Math.floorMod(random >> (8 + 8 * syllable), SYLLABLES.length)]);
      }
      names[i] = name.append(i).toString().getBytes(UTF_8);
    }
    return names;
  }

  /** Decimals with one digit. */
  private static byte[][] values() {
    byte[][] values = new byte[1024][];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.toString((i - 300) / 10.0).getBytes(UTF_8);
    }
    return values;
  }
}
