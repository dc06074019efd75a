package io.penstock.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import io.penstock.cli.config.Given;
import io.penstock.cli.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Settings as options of a command. They are made from {@link Setting}, so that an option, its key
 * in the file and its help cannot say different things; their values stay text, since {@code
 * Settings} reads flags and file by the same rules.
 */
final class SettingOptions {
  private final Map<Setting, OptionSpec> options = new EnumMap<>(Setting.class);
  private final CommandSpec command;

  private SettingOptions(CommandSpec command) {
    this.command = command;
  }

  /** Adds options to a command, and their groups to its help. */
  static SettingOptions addTo(CommandSpec command, Set<Setting> settings) {
    SettingOptions added = new SettingOptions(command);
    for (Setting setting : Setting.values()) {
      if (setting.isOption() && settings.contains(setting)) {
        OptionSpec option = option(setting);
        added.options.put(setting, option);
        command.addOption(option);
      }
    }
    command.usageMessage().sectionMap().put(SECTION_KEY_OPTION_LIST, added::help);
    return added;
  }

  private static OptionSpec option(Setting setting) {
    OptionSpec.Builder option =
        OptionSpec.builder(names(setting))
            .paramLabel(setting.label())
            .description(description(setting));
    return switch (setting.form()) {
      case SWITCH -> option.type(Boolean.class).arity("0..1").fallbackValue("true").build();
      case TEXT -> option.type(String.class).arity("1").build();
      case COMMAS, PLUSES, MAPPINGS, STEPS ->
          option.type(List.class).auxiliaryTypes(String.class).arity("1").build();
    };
  }

  /** Its option, and its key where that is another word. */
  private static String[] names(Setting setting) {
    String key = "--" + setting.key();
    return setting.option().equals(key) ? new String[] {key} : new String[] {setting.option(), key};
  }

  private static String description(Setting setting) {
    String text =
        setting.preset().isEmpty()
            ? setting.description()
            : setting.description() + " Default: " + setting.preset() + ".";
    return text.replace("%", "%%");
  }

  /** First the command's own options, then the settings under the headings of their groups. */
  private String help(Help help) {
    CommandSpec command = help.commandSpec();
    List<OptionSpec> own =
        command.options().stream().filter(option -> !options.containsValue(option)).toList();
    StringBuilder text = new StringBuilder();
    for (Setting.Group group : Setting.Group.values()) {
      List<OptionSpec> members =
          options.entrySet().stream()
              .filter(entry -> entry.getKey().group() == group)
              .map(Map.Entry::getValue)
              .toList();
      if (!members.isEmpty()) {
        text.append(String.format("%n%s:%n", group.heading())).append(list(help, members));
      }
    }
    return list(help, own) + text;
  }

  private static String list(Help help, List<OptionSpec> options) {
    Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
    layout.addOptions(options, help.parameterLabelRenderer());
    return layout.toString();
  }

  /** What was given on the command line. */
  List<Given> given() {
    List<Given> given = new ArrayList<>();
    Path folder = RootCommand.folderOf(command);
    options.forEach(
        (setting, option) -> {
          Object value = option.getValue();
          if (value instanceof List<?> texts) {
            given.add(Given.flag(setting, texts.stream().map(String::valueOf).toList(), folder));
          } else if (value != null) {
            given.add(Given.flag(setting, List.of(value.toString()), folder));
          }
        });
    return given;
  }
}
