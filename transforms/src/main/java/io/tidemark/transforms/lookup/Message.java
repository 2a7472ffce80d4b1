// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * What comes to a key of a table: one of both.
 *
 * @param update a change of the table
 * @param request a question to it
 */
record Message<V>(Optional<Update<V>> update, Optional<Request> request) {
  static <V> Message<V> of(Update<V> update) {
    return new Message<>(Optional.of(update), Optional.empty());
  }

  static <V> Message<V> of(Request request) {
    return new Message<>(Optional.empty(), Optional.of(request));
  }

  /** Version, whether it is an update, and the one or the other. */
  static <V> Coder<Message<V>> coder(Coder<V> valueCoder) {
    return new MessageCoder<>(Update.coder(valueCoder));
  }

  private static final class MessageCoder<V> extends ValueBasedCoder<Message<V>, Update<V>> {
    private static final long serialVersionUID = 1;

    MessageCoder(Coder<Update<V>> updateCoder) {
      super(updateCoder);
    }

    @Override
    void write(Message<V> message, Coder<Update<V>> updateCoder, DataOutputStream out)
        throws IOException {
      out.writeBoolean(message.update().isPresent());
      if (message.update().isPresent()) {
        updateCoder.encode(message.update().get(), out);
      } else {
        Request.coder().encode(message.request().orElseThrow(), out);
      }
    }

    @Override
    Message<V> read(DataInputStream in, Coder<Update<V>> updateCoder) throws IOException {
      return in.readBoolean() ? of(updateCoder.decode(in)) : of(Request.coder().decode(in));
    }
  }
}
