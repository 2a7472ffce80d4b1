// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of {@code jdbc:} addresses. None has a default: one not given is null or false. */
public interface JdbcOptions extends PipelineOptions {
  @Usage(
      group = UsageGroup.INPUT,
      order = 200,
      unit = "column",
      example = "id",
      otherwise = "the table is read by one query")
  @Description(
      "The column of a table by whose ranges it is read in parallel: whole numbers, decimals or"
          + " times. With --poll, the one that grows with each row.")
  String getPartitionColumn();

  void setPartitionColumn(String column);

  @Usage(
      group = UsageGroup.INPUT,
      order = 201,
      unit = "duration",
      example = "10s",
      otherwise = "the table is read once, and the run ends")
  @Description(
      "Reads a table as a stream: asks so often for rows that are further in --partitionColumn.")
  String getPoll();

  void setPoll(String interval);

  @Usage(
      group = UsageGroup.RUN,
      order = 200,
      unit = "name",
      example = "tidemark",
      otherwise = "what the address says, or the driver takes")
  @Description("Who connects to the databases of jdbc: addresses that do not say it.")
  String getJdbcUser();

  void setJdbcUser(String user);

  @Usage(
      group = UsageGroup.RUN,
      order = 201,
      unit = "file",
      example = "/run/secrets/database",
      otherwise = "the environment variable TIDEMARK_JDBC_PASSWORD, or no password")
  @Description(
      "The file with the password for jdbc: addresses, on each machine that reads or writes. It is"
          + " read whenever a connection is made.")
  String getJdbcPasswordFile();

  void setJdbcPasswordFile(String file);

  @Usage(group = UsageGroup.OUTPUT, order = 200, unit = "true or false", example = "true")
  @Description(
      "Creates the tables that jdbc: outputs go to, each with the unique index that its rows are"
          + " told apart by, where they are not there yet.")
  boolean isCreateTable();

  void setCreateTable(boolean create);

  @Usage(group = UsageGroup.OUTPUT, order = 201, unit = "rows", example = "1000", otherwise = "500")
  @Description("How many rows go to a table in one transaction, at most.")
  Integer getJdbcBatch();

  void setJdbcBatch(Integer rows);
}
