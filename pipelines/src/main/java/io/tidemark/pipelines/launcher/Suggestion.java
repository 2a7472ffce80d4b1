// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
final class Suggestion {
  private static final int MOST_TYPOS = 2;

  private Suggestion() {}

  /** The nearest name, if at most two letters are missing, wrong or too many. */
  static Optional<String> nearest(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(typed, name) <= MOST_TYPOS)
        .min(
            Comparator.<String>comparingInt(name -> distance(typed, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's edit distance, without regard to case. */
  static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
