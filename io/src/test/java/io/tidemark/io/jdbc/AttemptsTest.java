// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class AttemptsTest {
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();

  @Test
  public void eachAttemptButTheFirstIsTold() throws Exception {
    String result = Attempts.make(() -> failing(2), again::incrementAndGet);

    assertThat(result, equalTo("done"));
    assertThat(made.get(), equalTo(3));
    assertThat(again.get(), equalTo(2));
  }

  @Test
  public void whatWillNotPassIsNotTriedAgain() {
    assertThrows(
        SQLException.class,
        () ->
            Attempts.make(
                () -> {
                  made.incrementAndGet();
                  throw new SQLSyntaxErrorException("wrong", "42000");
                },
                again::incrementAndGet));

    assertThat(made.get(), equalTo(1));
    assertThat(again.get(), equalTo(0));
  }

  private String failing(int times) throws SQLException {
    if (made.getAndIncrement() < times) {
      throw new SQLTransientConnectionException("away", "08001");
    }
    return "done";
  }
}
