// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import io.tidemark.pipelines.average.AverageOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/**
 * The options of {@code lookup} as a person types them; {@link LookupConfig} is what they mean.
 *
 * <p>Those of the readings and of averages are the same as in {@code average}, but what is {@code
 * --input} there is {@code --table}, and {@code --output} is {@code --answers}.
 */
public interface LookupOptions extends AverageOptions {
  /** The default of {@code --answering}. */
  String CONSISTENT = "consistent";

  /** What the table is made of. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 0,
      unit = "file, glob, directory, demo: or address",
      example = "kafka://localhost:9092/readings",
      otherwise = "none, it is required")
  @Description(
      "The readings that the table has the newest of, for each series: files .csv, .tsv, .jsonl or"
          + " .avro, a directory, demo:, or an address of a connector. With --window the table has the"
          + " newest average of each series instead.")
  String getTable();

  void setTable(String table);

  /** Not typed: it is {@code --table} here. */
  @Override
  String getInput();

  /** Who asks. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 20,
      unit = "file, glob, directory, demo: or address",
      example = "kafka://localhost:9092/requests",
      otherwise = "none, then --serve is required")
  @Description(
      "The requests: records with a key, and maybe an id and a time. Each is answered for every value"
          + " field. demo: asks about some of the demo's readings.")
  String getRequests();

  void setRequests(String requests);

  /** How requests are written. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 21,
      unit = "csv, tsv, jsonl, avro or avro-confluent",
      example = "jsonl",
      otherwise = "by the file's extension, or as the options below say; messages are JSON")
  @Description("The format of the requests, as --inputFormat is that of an input.")
  String getRequestFormat();

  void setRequestFormat(String format);

  /** What separates the fields of a line. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 25,
      unit = "character or tab",
      example = ";",
      otherwise = "a comma, in .tsv files a tab")
  @Description("What separates fields of requests in CSV.")
  String getRequestCsvDelimiter();

  void setRequestCsvDelimiter(String delimiter);

  /** Names for requests without a header line. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 26,
      unit = "field names",
      example = "id,station,as_of",
      otherwise = "the first line of each file; messages need it")
  @Description(
      "The names of the fields of requests, comma separated, for CSV without a header line.")
  String getRequestCsvHeader();

  void setRequestCsvHeader(String names);

  /** What requests in messages of Avro are written with. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 27,
      unit = "file",
      example = "request.avsc",
      otherwise = "none, messages of Avro need it; files .avro hold theirs")
  @Description(
      "The Avro schema that every request in a message is written with, as JSON; it is read where the"
          + " run is started.")
  String getRequestAvroSchema();

  void setRequestAvroSchema(String file);

  /** Which series they ask about. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 22,
      unit = "field names",
      example = "station",
      otherwise = "as --key")
  @Description("The fields of a request that hold the key, in the order of --key.")
  String getRequestKey();

  void setRequestKey(String fields);

  /** What an answer is known by. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 23,
      unit = "field name",
      example = "id",
      otherwise = "none, the id of answers is empty")
  @Description("The field of a request that is copied into its answers, to know them by.")
  String getRequestId();

  void setRequestId(String field);

  /** Which time they ask about. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 24,
      unit = "field name",
      example = "as_of",
      otherwise = "none, requests ask for the latest there is")
  @Description(
      "The field of a request with the time that it asks about, written as --timeFormat says.")
  String getRequestTime();

  void setRequestTime(String field);

  /** When a request is answered. */
  @Usage(group = UsageGroup.WHEN, order = 10, unit = "consistent or atOnce", example = "atOnce")
  @Description(
      "When a request is answered. consistent: when the watermark has passed the time it asks about by"
          + " --allowedLateness, so that no reading can change the answer. atOnce: when it comes, with"
          + " what is known.")
  @Default.String(CONSISTENT)
  String getAnswering();

  void setAnswering(String mode);

  /** How long a reading counts. */
  @Usage(
      group = UsageGroup.WHEN,
      order = 11,
      unit = "duration of event time",
      example = "1h",
      otherwise = "for good")
  @Description(
      "How long after its time a reading or an average is the newest of its series. It bounds the"
          + " state by the series that are alive.")
  String getTimeToLive();

  void setTimeToLive(String duration);

  /** How far back one may ask. */
  @Usage(group = UsageGroup.WHEN, order = 12, unit = "duration of event time", example = "1d")
  @Description(
      "How far behind the watermark a request may ask; about earlier times the answer is FORGOTTEN.")
  @Default.String("0s")
  String getHistory();

  void setHistory(String duration);

  /** Where answers go. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 0,
      unit = "file or directory/",
      example = "answers.csv",
      otherwise = "an aligned table on standard output")
  @Description(
      "Where answers go: one file of exactly this name, several in a directory, whose name ends in /,"
          + " or an address as --table has them.")
  String getAnswers();

  void setAnswers(String output);

  /** Not typed: it is {@code --answers} here. */
  @Override
  String getOutput();

  /** Where the table can be seen. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 10,
      unit = "host:port",
      example = "127.0.0.1:7070",
      otherwise = "nowhere")
  @Description(
      "Show the table by HTTP while the run lasts: GET /series lists keys, GET /series/KEY shows one"
          + " as JSON. On the Direct runner alone. Other hosts than this one need --serveTokenFile.")
  String getServe();

  void setServe(String address);

  /** Who may see it. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 11,
      unit = "file",
      example = "token.txt",
      otherwise = "none, on this host everybody may ask")
  @Description(
      "A file with the token that requests of --serve must have, as Authorization: Bearer TOKEN.")
  String getServeTokenFile();

  void setServeTokenFile(String file);
}
