package io.penstock.cli;

import io.penstock.cli.config.Given;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The data, the file and the options that describe an experiment. */
final class ExperimentOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      description = "The CSV file; may be named by the key data of --config instead.")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description =
          "A YAML file with the same settings, one key an option: horizon: 12. Options win over it. Default: none.")
  private @Nullable Path config;

  private final Set<Setting> settings;
  private @Nullable SettingOptions options;
  private @Nullable CommandSpec command;

  ExperimentOptions(Set<Setting> settings) {
    this.settings = settings;
  }

  /** Given by picocli: the command that these are mixed into. */
  @Spec(Spec.Target.MIXEE)
  void mixedInto(CommandSpec command) {
    this.command = command;
    options = SettingOptions.addTo(command, settings);
  }

  Settings read() {
    return Settings.of(given(), file(), folder());
  }

  /** The folder into which a model goes whose place is not given. */
  Path folder() {
    return command == null ? Path.of("") : RootCommand.folderOf(command);
  }

  /** The file of {@code --config}. */
  Optional<Path> file() {
    return Optional.ofNullable(config);
  }

  /** What was given on the command line. */
  List<Given> given() {
    List<Given> given = new ArrayList<>();
    if (data != null) {
      given.add(Given.flag(Setting.DATA, List.of(data.toString())));
    }
    if (options != null) {
      given.addAll(options.given());
    }
    return given;
  }
}
