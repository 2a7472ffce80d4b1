// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class KafkaAddressTest {
  @Test
  public void serversAndATopic() {
    assertThat(
        KafkaAddress.parse("kafka://one:9092,10.0.0.2:9093,[::1]:9094/air.quality_2-x"),
        equalTo(
            Optional.of(new KafkaAddress("one:9092,10.0.0.2:9093,[::1]:9094", "air.quality_2-x"))));
  }

  @Test
  public void anAddressIsPrintedAsItWasTyped() {
    String typed = "kafka://one:9092,two:9092/air";
    assertThat(KafkaAddress.parse(typed).orElseThrow().toString(), equalTo(typed));
  }

  @Test
  public void whatIsNoAddress() {
    for (String text :
        List.of(
            "kafka:one:9092/air",
            "kafka://one/air",
            "kafka://one:9092",
            "kafka://one:9092/",
            "kafka://one:9092,/air",
            "kafka://one:9092/air/quality",
            "kafka://user:secret@one:9092/air",
            "kafka://one:9092/a b")) {
      assertThat(text, KafkaAddress.parse(text), equalTo(Optional.empty()));
    }
  }
}
