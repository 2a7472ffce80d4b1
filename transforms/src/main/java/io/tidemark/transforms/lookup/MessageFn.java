// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;

/** Makes a message of each value; its timestamp stays. */
final class MessageFn<K, T, V> extends DoFn<KV<K, T>, KV<K, Message<V>>> {
  private final SerializableFunction<T, Message<V>> message;

  MessageFn(SerializableFunction<T, Message<V>> message) {
    this.message = message;
  }

  @ProcessElement
  public void make(@Element KV<K, T> element, OutputReceiver<KV<K, Message<V>>> out) {
    out.output(KV.of(element.getKey(), message.apply(element.getValue())));
  }
}
