// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class LineReaderTest {
  @Test
  public void linesEndWithLfOrCrlf() throws IOException {
    assertThat(records("{1}\n{2}\r\n{3}"), contains("1:{1}", "2:{2}", "3:{3}"));
  }

  @Test
  public void quotesDoNotJoinLines() throws IOException {
    assertThat(records("{\"\n\"}\n"), contains("1:{\"", "2:\"}"));
  }

  @Test
  public void blankLinesAreSkippedAndCounted() throws IOException {
    assertThat(records("\n \t\r\n{}\n\n{}\n"), contains("3:{}", "5:{}"));
  }

  @Test
  public void emptyFileHasNoRecords() throws IOException {
    assertThat(records(""), is(empty()));
    assertThat(records("\uFEFF\n"), is(empty()));
  }

  @Test
  public void byteOrderMarkIsSkipped() throws IOException {
    assertThat(records("\uFEFF{}\n"), contains("1:{}"));
  }

  @Test
  public void lineThatDoesNotFitInMemoryIsCut() throws IOException {
    byte[] bytes = ("x".repeat(2 * RecordReader.MAX_RECORD) + "\n{}").getBytes(UTF_8);
    LineReader reader = new LineReader(new ByteArrayInputStream(bytes));
    assertThat(reader.next(), is(true));
    assertThat(reader.cut(), is(true));
    assertThat(new String(reader.record(), UTF_8), equalTo("x".repeat(RecordReader.HEAD)));
    assertThat(reader.next(), is(true));
    assertThat(reader.cut(), is(false));
    assertThat(reader.line(), is(2L));
    assertThat(new String(reader.record(), UTF_8), equalTo("{}"));
    assertThat(reader.next(), is(false));
  }

  private static List<String> records(String text) throws IOException {
    LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
    List<String> records = new ArrayList<>();
    while (reader.next()) {
      records.add(reader.line() + ":" + new String(reader.record(), UTF_8));
    }
    return records;
  }
}
