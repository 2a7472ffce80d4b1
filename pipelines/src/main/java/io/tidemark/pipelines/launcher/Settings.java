// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.ApplicationNameOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Options in layers, the lowest first: defaults of the runner, of the command, config files in
 * their order, the command line.
 */
final class Settings {
  private static final String CONFIG = "config";
  private static final String RUNNER = "runner";

  private final OptionIndex index;
  private final Map<String, List<Setting>> byName = new LinkedHashMap<>();

  private Settings(OptionIndex index) {
    this.index = index;
  }

  static Settings read(List<String> arguments, Class<? extends PipelineOptions> options) {
    return read(List.of(), arguments, options);
  }

  /**
   * Reads a command line and the files it names.
   *
   * @param defaults of the command that was given: above those of the runner, below all else
   */
  static Settings read(
      List<Setting> defaults, List<String> arguments, Class<? extends PipelineOptions> options) {
    OptionIndex index = OptionIndex.of(options);
    Settings commandLine = new Settings(index).with(CommandLine.parse(arguments));
    Settings settings = new Settings(index).with(defaults);
    for (String file : commandLine.text(CONFIG).map(t -> t.split(",", -1)).orElse(new String[0])) {
      Settings inFile = new Settings(index).with(ConfigFile.read(file));
      inFile.refuse(CONFIG, "a config file cannot name another");
      settings.override(inFile);
    }
    settings.override(commandLine);
    settings.completeFor(Runners.onClassPath());
    settings.completeForHdfs();
    return settings;
  }

  /** The value of an option that takes one; empty if nobody set it. */
  Optional<String> text(String name) {
    return Optional.ofNullable(byName.get(name)).flatMap(settings -> settings.get(0).value());
  }

  /** What is set, the values of a list with commas between them. */
  Map<String, String> texts() {
    return byName.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> joined(entry.getValue())));
  }

  private static String joined(List<Setting> settings) {
    return settings.stream()
        .map(setting -> setting.value().orElse(""))
        .collect(Collectors.joining(","));
  }

  /** The exception, with the file that the option is from. */
  UsageException located(UsageException e) {
    return e.option()
        .flatMap(name -> Optional.ofNullable(byName.get(name)))
        .map(settings -> settings.get(0).located(e))
        .orElse(e);
  }

  /** The options as Beam has them. */
  <O extends PipelineOptions> O as(Class<O> options, String applicationName) {
    String[] arguments =
        byName.values().stream()
            .flatMap(List::stream)
            .map(setting -> String.format("--%s=%s", setting.name(), setting.value().orElseThrow()))
            .toArray(String[]::new);
    try {
      O parsed = PipelineOptionsFactory.fromArgs(arguments).as(options);
      parsed.as(ApplicationNameOptions.class).setAppName(applicationName);
      return parsed;
    } catch (IllegalArgumentException e) {
      // An option of Beam's own whose type is neither text nor number.
      throw UsageException.of("options: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private Settings with(List<Setting> settings) {
    for (Setting setting : settings) {
      try {
        add(index.checked(setting));
      } catch (UsageException e) {
        throw setting.located(e);
      }
    }
    return this;
  }

  private void add(Setting setting) {
    String name = setting.name();
    List<Setting> same = byName.computeIfAbsent(name, n -> new ArrayList<>());
    if (!same.isEmpty() && !index.isList(name)) {
      throw UsageException.of(name, "is there twice");
    }
    same.add(setting);
  }

  private void refuse(String name, String problem) {
    if (byName.containsKey(name)) {
      throw located(UsageException.of(name, problem));
    }
  }

  private void override(Settings higher) {
    byName.putAll(higher.byName);
  }

  private void completeForHdfs() {
    Map<String, String> values = new LinkedHashMap<>();
    byName.keySet().forEach(name -> text(name).ifPresent(value -> values.put(name, value)));
    try {
      HdfsSettings.of(values, index.names().contains(HdfsSettings.OPTION), System.getenv())
          .ifPresent(setting -> byName.put(setting.name(), List.of(setting)));
    } catch (UsageException e) {
      throw located(e);
    }
  }

  private void completeFor(Runners runners) {
    Setting typed =
        byName.containsKey(RUNNER)
            ? byName.get(RUNNER).get(0)
            : Setting.argument(RUNNER, Optional.of(runners.byDefault()));
    try {
      String runner = runners.resolve(typed.value().orElseThrow());
      byName.put(RUNNER, List.of(typed.withValue(runner)));
      Settings defaults = new Settings(index).with(RunnerDefaults.of(runner, this));
      defaults.byName.forEach(byName::putIfAbsent);
      RunnerDefaults.flinkConfDir(runner, this)
          .ifPresent(setting -> byName.put(setting.name(), List.of(setting)));
    } catch (UsageException e) {
      throw typed.located(e);
    }
  }
}
