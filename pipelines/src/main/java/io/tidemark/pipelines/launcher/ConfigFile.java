// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads options from Java properties in UTF-8; names may have their dashes. */
final class ConfigFile {
  private ConfigFile() {}

  /** The options in a file that {@code --config} names. */
  static List<Setting> read(String file) {
    try {
      return parse(file, Files.readAllBytes(Path.of(file)));
    } catch (NoSuchFileException e) {
      throw UsageException.of("config", file, "there is no such file");
    } catch (CharacterCodingException e) {
      throw UsageException.of("config", file, "is not UTF-8 text");
    } catch (IOException e) {
      throw UsageException.of("config", file, "cannot be read as a file");
    } catch (IllegalArgumentException e) {
      throw UsageException.of("config", file, e.getMessage());
    }
  }

  /** The options in a resource of ours. */
  static List<Setting> resource(String name) throws IOException {
    try (InputStream in = ConfigFile.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IOException("missing resource " + name);
      }
      return parse(name, in.readAllBytes());
    }
  }

  private static List<Setting> parse(String file, byte[] bytes) throws IOException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    List<Setting> settings = new ArrayList<>();
    // Properties keep the last of two entries; to find both, each is taken as it is read.
    Properties properties =
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object value) {
            String name = key.toString().replaceFirst("^--", "");
            return settings.add(Setting.inFile(file, name, value.toString().strip()));
          }
        };
    properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
    return settings;
  }
}
