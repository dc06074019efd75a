package io.penstock.cli;

import io.penstock.cli.config.Given;
import io.penstock.cli.config.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Settings as options of a command. They are made from {@link Setting}, so that an option, its key in the file and its help
 * cannot say different things; their values stay text, since {@code Settings} reads flags and file by the same rules.
 */
final class SettingOptions {
  private final Map<Setting, OptionSpec> options = new EnumMap<>(Setting.class);

  private SettingOptions() {}

  /** Adds options to a command, under the headings of their groups. */
  static SettingOptions addTo(CommandSpec command, Set<Setting> settings) {
    SettingOptions added = new SettingOptions();
    int order = 0;
    for (Setting.Group group : Setting.Group.values()) {
      ArgGroupSpec.Builder heading =
          ArgGroupSpec.builder()
              .heading("%n" + group.heading() + ":%n")
              .validate(false)
              .multiplicity("0..1")
              .order(order++);
      List<Setting> members =
          settings.stream()
              .filter(setting -> setting.group() == group && setting != Setting.DATA)
              .toList();
      for (Setting setting : members) {
        OptionSpec option = option(setting, order++);
        added.options.put(setting, option);
        heading.addArg(option);
      }
      if (!members.isEmpty()) {
        command.addArgGroup(heading.build());
      }
    }
    return added;
  }

  private static OptionSpec option(Setting setting, int order) {
    OptionSpec.Builder option =
        OptionSpec.builder(setting.option())
            .paramLabel(setting.label())
            .description(description(setting))
            .order(order);
    return switch (setting.form()) {
      case SWITCH ->
          option
              .type(Boolean.class)
              .arity("0..1")
              .fallbackValue("true")
              .build();
      case TEXT -> option.type(String.class).arity("1").build();
      case COMMAS, PLUSES ->
          option.type(List.class).auxiliaryTypes(String.class).arity("1").build();
    };
  }

  private static String description(Setting setting) {
    String text =
        setting.preset().isEmpty()
            ? setting.description()
            : setting.description() + " Default: " + setting.preset() + ".";
    return text.replace("%", "%%");
  }

  /** What was given on the command line. */
  List<Given> given() {
    List<Given> given = new ArrayList<>();
    options.forEach(
        (setting, option) -> {
          Object value = option.getValue();
          if (value instanceof List<?> texts) {
            given.add(Given.flag(setting, texts.stream().map(String::valueOf).toList()));
          } else if (value != null) {
            given.add(Given.flag(setting, List.of(value.toString())));
          }
        });
    return given;
  }
}
