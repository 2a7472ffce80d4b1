// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.input;

import static io.tidemark.pipelines.launcher.OptionValue.parse;
import static io.tidemark.pipelines.launcher.UsageException.refuse;

import io.tidemark.io.record.RecordFormat;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The options that say how the records of an input are written, as they were typed; null where they
 * were not.
 *
 * @param prefix what the names of the options begin with; empty for those of {@code --input}
 * @param format {@code --inputFormat}, or {@code --requestFormat} with the prefix request
 * @param csvDelimiter {@code --csvDelimiter}, or {@code --requestCsvDelimiter}
 * @param csvHeader {@code --csvHeader}, or {@code --requestCsvHeader}
 * @param avroSchema {@code --avroSchema}, or {@code --requestAvroSchema}
 */
public record TypedFormat(
    String prefix, String format, String csvDelimiter, String csvHeader, String avroSchema) {
  private static final String FORMAT = "Format";
  private static final String DELIMITER = "csvDelimiter";
  private static final String HEADER = "csvHeader";
  private static final String SCHEMA = "avroSchema";

  static TypedFormat of(InputOptions options) {
    return new TypedFormat(
        "",
        options.getInputFormat(),
        options.getCsvDelimiter(),
        options.getCsvHeader(),
        options.getAvroSchema());
  }

  /** The format that they say, or another one, of which they may say more. */
  public RecordFormat read(RecordFormat otherwise) {
    RecordFormat read = otherwise;
    if (format != null) {
      read = parse(name(FORMAT), format, RecordFormat::parse);
    }
    if (csvDelimiter != null) {
      read = parse(name(DELIMITER), csvDelimiter, read::withCsvDelimiter);
    }
    if (csvHeader != null) {
      RecordFormat headless = read;
      read = parse(name(HEADER), csvHeader, t -> headless.withCsvHeader(InputReader.names(t)));
    }
    if (avroSchema != null) {
      RecordFormat other = read;
      read = parse(name(SCHEMA), avroSchema, t -> withAvroSchema(other, t));
    }
    return read;
  }

  /** The names of the options in a message that names those of {@code --input}. */
  public String renamed(String message) {
    return message
        .replace("--inputFormat", "--" + name(FORMAT))
        .replace("--" + HEADER, "--" + name(HEADER))
        .replace("--" + SCHEMA, "--" + name(SCHEMA));
  }

  /** Refuses all of them. */
  public void refuseAll(String problem) {
    refuse(name(FORMAT), format, problem);
    refuse(name(DELIMITER), csvDelimiter, problem);
    refuse(name(HEADER), csvHeader, problem);
    refuse(name(SCHEMA), avroSchema, problem);
  }

  /** Refuses those that are right one by one, and wrong together, or for files. */
  public void check(boolean ofMessages) {
    if (is(RecordFormat.tsv())) {
      refuse(name(DELIMITER), csvDelimiter, impossible());
    }
    for (RecordFormat other :
        List.of(
            RecordFormat.jsonLines(),
            RecordFormat.number(),
            RecordFormat.avro(),
            RecordFormat.avroConfluent())) {
      if (is(other)) {
        refuse(name(DELIMITER), csvDelimiter, impossible());
        refuse(name(HEADER), csvHeader, impossible());
      }
    }
    checkAvroSchema(ofMessages);
  }

  private void checkAvroSchema(boolean ofMessages) {
    if (avroSchema == null) {
      return;
    }
    if (!ofMessages) {
      refuse(
          name(SCHEMA),
          avroSchema,
          "is for messages: files .avro hold the schema they are written with");
    }
    if (format != null && !RecordFormat.parse(format).isAvro()) {
      refuse(
          name(SCHEMA),
          avroSchema,
          String.format("needs --%s=avro or avro-confluent, not %s", name(FORMAT), format));
    }
    refuse(name(DELIMITER), csvDelimiter, "impossible with --" + name(SCHEMA));
    refuse(name(HEADER), csvHeader, "impossible with --" + name(SCHEMA));
  }

  private String impossible() {
    return String.format("impossible with --%s=%s", name(FORMAT), format);
  }

  private boolean is(RecordFormat other) {
    return other.toString().equals(format);
  }

  private String name(String option) {
    if (prefix.isEmpty()) {
      return option.equals(FORMAT) ? "inputFormat" : option;
    }
    return prefix + Character.toUpperCase(option.charAt(0)) + option.substring(1);
  }

  private static RecordFormat withAvroSchema(RecordFormat format, String file) {
    try {
      return format.withAvroSchema(Files.readString(Path.of(file)));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no such file", e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
    }
  }
}
