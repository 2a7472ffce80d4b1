// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/** Results whose bytes begin with the revision: of two of one window the later has the greater. */
final class RevisedResultCoder extends VersionedCoder<WindowResult> {
  private static final long serialVersionUID = 1;

  private static final RevisedResultCoder INSTANCE = new RevisedResultCoder();

  private RevisedResultCoder() {
    super(1);
  }

  /** Version, revision as eight bytes, result. */
  static Coder<WindowResult> coder() {
    return INSTANCE;
  }

  @Override
  protected void write(WindowResult result, DataOutputStream out) throws IOException {
    out.writeLong(result.revision());
    WindowResult.coder().encode(result, out);
  }

  @Override
  protected WindowResult read(DataInputStream in, int version) throws IOException {
    in.readLong();
    return WindowResult.coder().decode(in);
  }
}
