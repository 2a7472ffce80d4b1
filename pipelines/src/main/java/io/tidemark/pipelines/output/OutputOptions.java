// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.output;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import io.tidemark.pipelines.launcher.RunOptions;
import org.apache.beam.sdk.options.Description;

/** Where rows and the ledger go, as a person types it; {@link OutputConfig} is what it means. */
public interface OutputOptions extends RunOptions {
  /** Where results go. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 1,
      unit = "file or directory/",
      example = "averages.csv",
      otherwise = "an aligned table on standard output")
  @Description(
      "Where results go: one file of exactly this name, several in a directory, whose name ends in"
          + " /, or an address as --input has them. Input without end needs a directory or an"
          + " address.")
  String getOutput();

  void setOutput(String output);

  /** How results are written. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 2,
      unit = "csv, jsonl or avro",
      example = "jsonl",
      otherwise = "by the extension of the file, csv for others and for directories")
  @Description(
      "The format of --output and --lateOutput. avro is object files, with the schema in each, and"
          + " the binary encoding in messages.")
  String getOutputFormat();

  void setOutputFormat(String format);

  /** Where late readings go. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 3,
      unit = "file or directory/",
      example = "late.csv",
      otherwise = "they are only counted")
  @Description("Where readings go whose windows had all closed, with the watermark that did it.")
  String getLateOutput();

  void setLateOutput(String output);

  /** Where rejected records go. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 4,
      unit = "file or directory/",
      example = "rejected.jsonl",
      otherwise = "they are only counted")
  @Description("Where records go that could not be read, as JSON lines: source, reason, record.")
  String getRejectedOutput();

  void setRejectedOutput(String output);

  /** Where the ledger goes. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 5,
      unit = "file",
      example = "ledger.json",
      otherwise = "it is only printed")
  @Description(
      "Where the account of the run goes, as JSON: read = used + late + missing + rejected. It is"
          + " written when the run ends: for input without end, never.")
  String getLedger();

  void setLedger(String file);
}
