// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.reading.Series;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identities of episodes: a digest of rule, series and begin, the same in every run. */
final class EpisodeId {
  private static final int BYTES = 16;

  private EpisodeId() {}

  static String of(String rule, Series series, Told told) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Texts.write(rule, out);
      Texts.write(series.key(), out);
      Texts.write(series.field(), out);
      Varints.writeSigned(told.since(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String digest = HexFormat.of().formatHex(sha256(bytes.toByteArray()), 0, BYTES);
    return told.generation() == 0 ? digest : digest + "-" + (told.generation() + 1);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
