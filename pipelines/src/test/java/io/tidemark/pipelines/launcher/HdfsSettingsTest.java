// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class HdfsSettingsTest {
  private static final Map<String, String> ADDRESS =
      Map.of("input", "hdfs://namenode:8020/in/*.csv", "key", "station");

  @Test
  public void anAddressIsAllThatIsTyped() {
    Optional<Setting> setting = HdfsSettings.of(ADDRESS, true, Map.of());

    assertThat(setting.orElseThrow().name(), equalTo("hdfsConfiguration"));
    assertThat(
        setting.orElseThrow().value().orElseThrow(),
        equalTo(
            "[{\"fs.defaultFS\":\"hdfs://namenode:8020\","
                + "\"ipc.client.connect.max.retries\":\"3\","
                + "\"ipc.client.connect.max.retries.on.timeouts\":\"2\","
                + "\"ipc.client.connect.retry.interval\":\"500\","
                + "\"ipc.client.connect.timeout\":\"3000\","
                + "\"ipc.client.rpc-timeout.ms\":\"10000\"}]"));
  }

  @Test
  public void whatIsConfiguredElsewhereStandsAsItIs() {
    Map<String, String> typed = Map.of("input", "hdfs:///in", "hdfsConfiguration", "[{}]");

    assertThat(HdfsSettings.of(typed, true, Map.of()), is(Optional.empty()));
    assertThat(
        HdfsSettings.of(ADDRESS, true, Map.of("HADOOP_CONF_DIR", "/etc/hadoop")),
        is(Optional.empty()));
  }

  @Test
  public void otherAddressesNeedNothing() {
    assertThat(HdfsSettings.of(Map.of("input", "in.csv"), false, Map.of()), is(Optional.empty()));
  }

  @Test
  public void aBuildWithoutHdfsSaysHowToGetIt() {
    assertThat(
        assertThrows(UsageException.class, () -> HdfsSettings.of(ADDRESS, false, Map.of()))
            .getMessage(),
        equalTo(
            "--input 'hdfs://namenode:8020/in/*.csv': HDFS is not in this build; ./mvnw -Phdfs"
                + " -DskipTests package makes one that has it"));
  }

  @Test
  public void anAddressWithoutAHostNeedsAConfiguration() {
    for (String address : new String[] {"hdfs:///in", "hdfs://:8020/in", "hdfs://a b/in"}) {
      assertThat(
          assertThrows(
                  UsageException.class,
                  () -> HdfsSettings.of(Map.of("output", address), true, Map.of()))
              .getMessage(),
          equalTo(
              "--output '"
                  + address
                  + "': must be hdfs://HOST:PORT/PATH, or HADOOP_CONF_DIR must say where it is"));
    }
  }
}
