// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.input;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import io.tidemark.pipelines.launcher.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/**
 * What readings are made of, as a person types it; {@link InputConfig} is what it means.
 *
 * <p>An option whose absence matters, since it is impossible without another or has a default of
 * its own for the demo, has no {@code Default} and is null when nobody gave it.
 */
public interface InputOptions extends RunOptions {
  /** The default of {@code --timeFormat}. */
  String TIME_FORMAT = "iso";

  /** The default of {@code --maxDelay}. */
  String MAX_DELAY = "5s";

  /** The default of {@code --idleTimeout}. */
  String IDLE_TIMEOUT = "0s";

  /** The default of {@code --seed}. */
  String SEED = "1";

  /** Where records come from. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 1,
      unit = "file, glob, directory, demo: or address",
      example = "measurements/*.csv.gz",
      otherwise = "none, it is required")
  @Description(
      "What to read: files .csv, .tsv, .jsonl or .avro, each also .gz or .zst; a directory stands for"
          + " the files in it; hdfs://host:8020/path in builds with HDFS. demo: is a built-in stream of"
          + " 10,000 records of several sensors, out of order,"
          + " some late and some broken; demo:50000 has as many, demo:endless never ends. Its"
          + " fields are sensor, time and temperature, and need not be named. Addresses of connectors:"
          + " kafka://host:9092/topic, mqtt://host:1883/filter, jdbc:...?table=name.")
  String getInput();

  void setInput(String input);

  /** How records are written. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 2,
      unit = "csv, tsv, jsonl, avro, avro-confluent or number",
      example = "csv",
      otherwise = "by the file's extension")
  @Description(
      "The format of the input, whatever its files are called. avro: object files, or messages of"
          + " --avroSchema in the binary encoding; avro-confluent: messages with the five bytes"
          + " before them that serializers of a schema registry write, whose number of a schema is"
          + " not looked at. number: messages that are a number and nothing else.")
  String getInputFormat();

  void setInputFormat(String format);

  /** What separates the fields of a line. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 3,
      unit = "character or tab",
      example = ";",
      otherwise = "a comma, in .tsv files a tab")
  @Description("What separates fields in CSV.")
  String getCsvDelimiter();

  void setCsvDelimiter(String delimiter);

  /** Names for a file without a header line. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 4,
      unit = "field names",
      example = "station,time,temp_c",
      otherwise = "the first line of each file")
  @Description("The names of the fields, comma separated, for CSV without a header line.")
  String getCsvHeader();

  void setCsvHeader(String names);

  /** What messages of Avro are written with. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 5,
      unit = "file",
      example = "reading.avsc",
      otherwise = "none, messages of Avro need it; files .avro hold theirs")
  @Description(
      "The Avro schema that every message is written with, as JSON; it is read where the run is"
          + " started.")
  String getAvroSchema();

  void setAvroSchema(String file);

  /** Who was measured. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 6,
      unit = "field names",
      example = "station",
      otherwise = "everything is one series with an empty key")
  @Description(
      "The fields that tell series apart, comma separated; several are joined with / in the"
          + " output. geohash(lat,lon,5) is a part of a key as well: the cell of the map, here 5 km"
          + " wide, that two fields with degrees are in.")
  String getKey();

  void setKey(String fields);

  /** What was measured. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 7,
      unit = "field names",
      example = "temp_c,pm25",
      otherwise = "none, it is required")
  @Description("The fields with the numbers, comma separated; each is a series of its own.")
  String getValue();

  void setValue(String fields);

  /** When it was measured. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 8,
      unit = "field name",
      example = "measured_at",
      otherwise = "none, only global and count windows are possible then")
  @Description("The field with the event time.")
  String getTime();

  void setTime(String field);

  /** How times are written. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 9,
      unit = "name or pattern",
      example = "yyyy-MM-dd HH:mm:ss",
      otherwise = TIME_FORMAT)
  @Description(
      "How the event time is written: iso, epochSeconds, epochMillis, epochMicros, epochNanos, or a"
          + " pattern of java.time. An Avro timestamp or date is what its type says, whatever this"
          + " is; a plain long is read by it.")
  String getTimeFormat();

  void setTimeFormat(String format);

  /** The zone of times that have none, and of calendar windows. */
  @Usage(group = UsageGroup.INPUT, order = 10, unit = "time zone", example = "Asia/Shanghai")
  @Description("The zone of times that are written without one, and of calendar windows.")
  @Default.String("UTC")
  String getZone();

  void setZone(String zone);

  /** What means "no reading". */
  @Usage(
      group = UsageGroup.INPUT,
      order = 11,
      unit = "texts",
      example = "-,-9999",
      otherwise = "no others")
  @Description(
      "Texts that mean there is no reading, comma separated; empty, NA, NaN and null always do.")
  String getMissing();

  void setMissing(String texts);

  /** Whether recorded files are read as a stream. */
  @Usage(group = UsageGroup.INPUT, order = 12, unit = "true or false", example = "true")
  @Description(
      "Read recorded files in file order as an unbounded stream, to try settings for late readings"
          + " on a recording.")
  @Default.Boolean(false)
  boolean isReplay();

  void setReplay(boolean replay);

  /** How often to look for new files. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 13,
      unit = "duration of real time",
      example = "10s",
      otherwise = "files are read as a whole, and the run ends")
  @Description(
      "Watch --input, a directory or glob of files: read what is there, and then each new file, once,"
          + " looking for them so often. A file is read when it has not changed from one look to the"
          + " next; move files in that are written slowly. Files found at the same look do not make"
          + " each other late, later ones must be within --maxDelay.")
  String getWatch();

  void setWatch(String interval);

  /** How fast a stream is read. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 14,
      unit = "times real time",
      example = "10x",
      otherwise = "as fast as possible")
  @Description(
      "Pace of --replay or the demo by event time: 1x as it was recorded, 60x a minute a second.")
  String getSpeed();

  void setSpeed(String factor);

  /** Which of the demo streams. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 15,
      unit = "whole number",
      example = "42",
      otherwise = SEED)
  @Description("Which demo stream: the same number gives the same records.")
  String getSeed();

  void setSeed(String seed);

  /** When a live stream is taken to be over. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 16,
      unit = "duration of real time",
      example = "30s",
      otherwise = "never")
  @Description(
      "End the run when a live input has brought nothing for so long, as if there were no more: all"
          + " windows close and the ledger is written.")
  String getStopWhenIdle();

  void setStopWhenIdle(String silence);

  /** Rejected rows of an earlier run, mended. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 17,
      unit = "file, glob or directory",
      example = "mended.jsonl",
      otherwise = "none")
  @Description(
      "Rows of --rejectedOutput, .jsonl or .csv, whose records somebody has mended: their readings"
          + " are taken beside those of --input, as if they had been right. A row adds what was"
          + " rejected with it; --input has to be what rejected it.")
  String getMended();

  void setMended(String files);

  /** How far a reading may be behind. */
  @Usage(
      group = UsageGroup.WHEN,
      order = 1,
      unit = "duration of event time",
      example = "1m",
      otherwise = MAX_DELAY)
  @Description(
      "How far, in a stream, a reading may be behind the newest one and still be in time: the"
          + " watermark follows at this distance.")
  String getMaxDelay();

  void setMaxDelay(String delay);

  /** When silence stops counting. */
  @Usage(
      group = UsageGroup.WHEN,
      order = 2,
      unit = "duration of real time",
      example = "30s",
      otherwise = IDLE_TIMEOUT + ", never")
  @Description(
      "How long a partition of a stream may be silent before the watermark passes it; a recording"
          + " is only silent where it is paced (--speed).")
  String getIdleTimeout();

  void setIdleTimeout(String timeout);
}
