// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.watch;

import io.tidemark.io.file.ListedFile;
import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What tells one state of a file from another.
 *
 * @param size in bytes
 * @param modified in milliseconds since 1970
 */
record FileStamp(long size, long modified) {
  static FileStamp of(ListedFile file) {
    return new FileStamp(file.size(), file.modified());
  }

  void write(DataOutputStream out) throws IOException {
    Varints.write(size, out);
    Varints.writeSigned(modified, out);
  }

  static FileStamp read(DataInputStream in) throws IOException {
    return new FileStamp(Varints.read(in), Varints.readSigned(in));
  }
}
