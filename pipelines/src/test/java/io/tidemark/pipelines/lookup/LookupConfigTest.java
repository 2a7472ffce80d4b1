// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.tidemark.io.record.InputException;
import io.tidemark.pipelines.launcher.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LookupConfigTest {
  private static final String REQUESTS = "--requests=requests.csv";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aMistakeIsOneLine() {
    assertThat(
        problem("--requests=r.csv"),
        equalTo(
            "--table is required: what the table is made of, such as --table=data.csv, or"
                + " --table=demo:"));
    assertThat(
        problem("--table=demo:"),
        equalTo(
            "--requests is required: who asks, such as --requests=requests.csv, --requests=demo: or"
                + " --serve"));
    assertThat(
        problem("--input=demo:", "--table=demo:"), equalTo("--input 'demo:': is --table here"));
    assertThat(
        problem("--table=demo:many", REQUESTS),
        equalTo(
            "--table 'demo:many': must be demo:, demo: and a number of records, or demo:endless"));
    assertThat(problem("--table=t.csv", "--value=v", REQUESTS, "--window=global"), equalTo("fine"));
    assertThat(
        table(REQUESTS, "--answers=t.csv"), equalTo("--answers 't.csv': is the same as --table"));
    assertThat(table("--requests=t.csv"), equalTo("--requests 't.csv': is the same as --table"));
    assertThat(
        table(REQUESTS, "--answering=soon"),
        equalTo("--answering 'soon': must be consistent or atOnce"));
    assertThat(
        table(REQUESTS, "--answering=atOnce"),
        equalTo(
            "--answering 'atOnce': is for streams: of what is read as a whole nothing is known before"
                + " everything is"));
    assertThat(
        problem("--table=demo:endless", REQUESTS, "--answers=out/"),
        equalTo(
            "--answering 'consistent': needs --requestTime, for input without end has no last value;"
                + " or choose atOnce"));
    assertThat(
        table(REQUESTS, "--timeToLive=0s"), equalTo("--timeToLive '0s': must be more than 0"));
    assertThat(
        table(REQUESTS, "--history=-1s"), equalTo("--history '-1s': must be from 0s to 36525d"));
    assertThat(
        table(REQUESTS, "--requestTime= "),
        equalTo("--requestTime ' ': a field's name must not be blank"));
    assertThat(
        table("--serve=127.0.0.1:0", "--requestId=id"),
        equalTo("--requestId 'id': is for requests: it needs --requests"));
    assertThat(
        table("--serve=127.0.0.1:0", "--lateOutput=late.csv"),
        equalTo("--lateOutput 'late.csv': needs --requests: by HTTP nothing is late"));
    assertThat(
        table("--serve=127.0.0.1:0", "--answers=answers.csv"),
        equalTo("--answers 'answers.csv': is for answers: it needs --requests"));
    assertThat(
        table(REQUESTS, "--window=fixed:1h", "--accumulation=discarding"),
        equalTo("--accumulation 'discarding': a table holds whole results"));
    assertThat(
        table(REQUESTS, "--window=count:10", "--allowedLateness=1m"),
        equalTo(
            "--allowedLateness '1m': impossible with count windows: late readings withdraw results,"
                + " which a table keeps"));
  }

  @Test
  public void theFormatOfRequestsIsCheckedAsThatOfTheTable() throws IOException {
    String messages = "--requests=kafka://localhost:9092/requests";
    assertThat(
        table(messages, "--requestTime=as_of", "--requestCsvHeader=id,k,as_of"), equalTo("fine"));
    assertThat(
        table(messages, "--requestCsvHeader=id,,k"),
        equalTo("--requestCsvHeader 'id,,k': must be names of fields, separated by commas"));
    assertThat(
        table(messages, "--requestFormat=jsonl", "--requestCsvHeader=k"),
        equalTo("--requestCsvHeader 'k': impossible with --requestFormat=jsonl"));
    assertThat(
        table(messages, "--requestFormat=tsv", "--requestCsvDelimiter=;"),
        equalTo("--requestCsvDelimiter ';': impossible with --requestFormat=tsv"));
    assertThat(
        table("--requests=demo:", "--requestCsvHeader=k"),
        equalTo("--requestCsvHeader 'k': the demo has fields of its own"));
    Path schema =
        Files.writeString(
            folder.getRoot().toPath().resolve("request.avsc"),
            "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"k\",\"type\":\"string\"}]}");
    assertThat(
        table(REQUESTS, "--requestAvroSchema=" + schema),
        equalTo(
            "--requestAvroSchema '"
                + schema
                + "': is for messages: files .avro hold the schema they are written with"));
    assertThat(
        table(messages, "--requestFormat=csv", "--requestAvroSchema=" + schema),
        equalTo(
            "--requestAvroSchema '"
                + schema
                + "': needs --requestFormat=avro or avro-confluent, not csv"));
  }

  /** Connectors say {@code --input}, and know nothing of a table. */
  @Test
  public void aWrongAddressIsToldWithTheOptionThatHadIt() {
    String written = ": http addresses are outputs; nothing is read from them";
    assertThat(
        problem("--table=http://h/x", "--key=k", "--value=v", "--time=t", "--requests=r.csv"),
        equalTo("--table" + written));
    assertThat(table("--requests=http://h/x"), equalTo("--requests" + written));
    assertThat(table("--requests=kafka://h"), startsWith("--requests 'kafka://h': "));
    assertThat(table("--requests=mqtt://h"), startsWith("--requests=mqtt://h: "));
  }

  @Test
  public void servingIsForThisHostUnlessThereIsAToken() throws IOException {
    assertThat(table("--serve=127.0.0.1:7070"), equalTo("fine"));
    assertThat(table("--serve=[::1]:7070"), equalTo("fine"));
    assertThat(
        table("--serve=7070"),
        equalTo("--serve '7070': must be a host and a port, such as 127.0.0.1:7070"));
    assertThat(
        table("--serve=127.0.0.1:70700"),
        equalTo("--serve '127.0.0.1:70700': must be a host and a port, such as 127.0.0.1:7070"));
    assertThat(
        table("--serve=0.0.0.0:7070"),
        equalTo(
            "--serve '0.0.0.0:7070': can be reached from other hosts: it needs --serveTokenFile, or"
                + " 127.0.0.1 as host"));
    Path file = Files.writeString(folder.getRoot().toPath().resolve("token"), "0123456789abcdef\n");
    assertThat(table("--serve=0.0.0.0:7070", "--serveTokenFile=" + file), equalTo("fine"));
    Path shortOne = Files.writeString(folder.getRoot().toPath().resolve("short"), "hunter2");
    String problem = table("--serve=0.0.0.0:7070", "--serveTokenFile=" + shortOne);
    assertThat(
        problem, containsString("must hold one token of at least 16 visible ASCII characters"));
    assertThat(problem, not(containsString("hunter2")));
    assertThat(
        table(REQUESTS, "--serveTokenFile=" + file),
        equalTo("--serveTokenFile '" + file + "': needs --serve"));
    assertThat(
        table("--serve=127.0.0.1:7070", "--runner=FlinkRunner"),
        equalTo(
            "--serve '127.0.0.1:7070': is for --runner=direct: a cluster's table is in its workers"));
  }

  @Test
  public void theTokenIsInNoText() throws IOException {
    Path file = Files.writeString(folder.getRoot().toPath().resolve("token"), "0123456789abcdef\n");
    LookupOptions options =
        options("--table=demo:", "--serve=127.0.0.1:7070", "--serveTokenFile=" + file);

    assertThat(LookupConfig.of(options).toString(), not(containsString("0123456789")));
    assertThat(options.toString(), not(containsString("0123456789")));
  }

  private static String table(String... more) {
    List<String> all =
        new ArrayList<>(List.of("--table=t.csv", "--key=k", "--value=v", "--time=t"));
    all.addAll(Arrays.asList(more));
    return problem(all.toArray(new String[0]));
  }

  private static String problem(String... arguments) {
    LookupOptions options = options(arguments);
    try {
      LookupConfig.of(options);
      return "fine";
    } catch (UsageException | InputException e) {
      return e.getMessage();
    }
  }

  private static LookupOptions options(String... arguments) {
    return PipelineOptionsFactory.fromArgs(arguments).as(LookupOptions.class);
  }
}
