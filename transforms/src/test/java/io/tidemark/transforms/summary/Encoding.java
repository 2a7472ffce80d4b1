// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Encoded values as hexadecimal text. */
final class Encoding {
  private Encoding() {}

  static <T> String hex(Coder<T> coder, T value) throws CoderException {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
  }

  static <T> T fromHex(Coder<T> coder, String hex) throws IOException {
    InputStream in = new ByteArrayInputStream(HexFormat.of().parseHex(hex));
    T value = coder.decode(in);
    assertThat("bytes left", in.available(), is(0));
    return value;
  }
}
