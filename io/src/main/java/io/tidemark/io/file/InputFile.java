// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import com.google.auto.value.AutoValue;
import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/** A file to read: what a user calls it, and where it is. */
@AutoValue
public abstract class InputFile {
  InputFile() {}

  /**
   * A file.
   *
   * @param name what messages and rejected records call it
   * @param resource where it is, as Beam's file systems know it
   */
  public static InputFile of(String name, String resource) {
    return new AutoValue_InputFile(name, resource);
  }

  /** What messages and rejected records call it. */
  public abstract String name();

  /** Where it is, as Beam's file systems know it. */
  public abstract String resource();

  /** Version, name, resource. */
  public static Coder<InputFile> coder() {
    return InputFileCoder.INSTANCE;
  }

  private static final class InputFileCoder extends VersionedCoder<InputFile> {
    private static final InputFileCoder INSTANCE = new InputFileCoder();

    private InputFileCoder() {
      super(1);
    }

    @Override
    protected void write(InputFile file, DataOutputStream out) throws IOException {
      Texts.write(file.name(), out);
      Texts.write(file.resource(), out);
    }

    @Override
    protected InputFile read(DataInputStream in, int version) throws IOException {
      return InputFile.of(Texts.read(in), Texts.read(in));
    }
  }
}
