// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.Test;

public class ProducerRetriesTest {
  /** It is the client that counts; this is that it still does, under that name. */
  @Test
  public void aProducerThatHasSentNothingHasNoRetries() {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", "127.0.0.1:9"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try {
      assertThat(new ProducerRetries(producer).more(), equalTo(0L));
    } finally {
      producer.close(Duration.ZERO);
    }
  }
}
