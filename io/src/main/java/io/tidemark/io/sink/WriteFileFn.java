// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.io.record.Excerpt;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;

/**
 * Writes all lines of a group, shard and pane to a file beside the final one, and renames it.
 *
 * <p>The temporary file has a name of its own in each attempt, so attempts cannot mix; the final
 * name is the same in each, so the last one to finish wins with a whole file.
 */
final class WriteFileFn extends DoFn<KV<KV<String, Integer>, Iterable<byte[]>>, String> {
  /** The final name of a file. */
  interface Naming extends Serializable {
    String name(String group, int shard, long pane);
  }

  private final OutputAddress address;
  private final byte[] start;
  private final Naming naming;

  /**
   * A writer of files.
   *
   * @param start what every file starts with; may be empty
   */
  WriteFileFn(OutputAddress address, byte[] start, Naming naming) {
    this.address = address;
    this.start = start.clone();
    this.naming = naming;
  }

  @ProcessElement
  public void process(
      @Element KV<KV<String, Integer>, Iterable<byte[]>> lines,
      PaneInfo pane,
      OutputReceiver<String> out) {
    KV<String, Integer> key = lines.getKey();
    String name = naming.name(key.getKey(), key.getValue(), pane.getIndex());
    String path = address.sibling(name);
    try {
      write(lines.getValue(), file("." + name + "." + UUID.randomUUID() + ".tmp"), file(name));
    } catch (IOException e) {
      throw address.problem("cannot write " + path + ": " + Excerpt.reason(e), e);
    }
    out.output(path);
  }

  private ResourceId file(String name) {
    return FileSystems.matchNewResource(address.sibling(name), /* isDirectory= */ false);
  }

  private void write(Iterable<byte[]> lines, ResourceId temporary, ResourceId last)
      throws IOException {
    try {
      write(lines, temporary);
      // Without move options: with them Beam first looks for the target with a glob, and so
      // walks through everything below its directory.
      FileSystems.rename(List.of(temporary), List.of(last));
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  private void write(Iterable<byte[]> lines, ResourceId file) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(
            Channels.newOutputStream(FileSystems.create(file, MimeTypes.TEXT)))) {
      out.write(start);
      for (byte[] line : lines) {
        out.write(line);
      }
    }
  }

  private static void deleteAfter(Exception failure, ResourceId temporary) {
    try {
      FileSystems.delete(List.of(temporary));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
