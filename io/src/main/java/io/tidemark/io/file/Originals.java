// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.record.Records;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How records were written that were rejected, and come back in rows of their own.
 *
 * <p>What was in a file that has a header or a schema is read by that of the file, which the
 * record's source names; the file is opened for it.
 */
public final class Originals implements Serializable {
  private static final long serialVersionUID = 1;

  /** Between a mended row and where its record was before. */
  private static final String FROM = " < ";

  private final RecordFormat format;
  private final HashMap<String, String> resources;

  private Originals(RecordFormat format, Map<String, String> resources) {
    this.format = format;
    this.resources = new HashMap<>(resources);
  }

  /** All of one format, such as messages. */
  public static Originals of(RecordFormat format) {
    return new Originals(format, Map.of());
  }

  /**
   * From these files.
   *
   * @param format how they are written, or that the name of each says so
   */
  public static Originals of(List<InputFile> files, RecordFormat format) {
    Map<String, String> resources = new HashMap<>();
    for (InputFile file : files) {
      resources.put(file.resource(), file.resource()); // as another working directory would call it
      resources.put(file.name(), file.resource());
    }
    return new Originals(format, resources);
  }

  /** The source of a record that was mended, and is rejected again. */
  static String again(String row, String source) {
    return source.isEmpty() ? row : row + FROM + source;
  }

  /** What a source names: the file, without the line and without what was mended since. */
  static String fileOf(String source) {
    int from = source.lastIndexOf(FROM);
    String original = from < 0 ? source : source.substring(from + FROM.length());
    return original.replaceFirst(":\\d+$", "");
  }

  /**
   * How the single records of a file were written.
   *
   * @throws RecordException if that is not known
   */
  RecordFormat formatOf(String file, ReadingSchema schema) throws RecordException {
    try {
      RecordFormat own = format.isOfSingleRecords() ? format : format.forFile(file);
      return own.isOfSingleRecords() ? own : headed(file, own, schema);
    } catch (InputException e) {
      throw new RecordException(e.getMessage());
    }
  }

  private RecordFormat headed(String file, RecordFormat own, ReadingSchema schema)
      throws RecordException {
    String resource = resources.get(file);
    if (resource == null) {
      throw new RecordException(
          String.format(
              "what its fields are the header of '%s' would say, which is no file of --input",
              file));
    }
    InputFile input = InputFile.of(file, resource);
    try (InputStream in = FileBytes.openAt(input, 0)) {
      Records records = own.records(in, schema.fields());
      return own.ofSingleRecords(records);
    } catch (IOException e) {
      throw FileRecords.unreadable(input, 0, e);
    }
  }
}
