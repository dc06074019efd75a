package io.penstock.cli.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A setting that was given, as it was written.
 *
 * @param setting which
 * @param values what it was given: one value, or several for a list
 * @param where as messages name the place: {@code --horizon} or {@code experiment.yaml, line 3,
 *     horizon}
 * @param folder that a path in it is relative to
 */
public record Given(Setting setting, List<String> values, String where, Path folder) {
  private static final Path HERE = Path.of("");

  /** Copies the list. */
  public Given {
    values = List.copyOf(values);
  }

  /** A flag of the command line, given once or, where a list is wanted, several times. */
  public static Given flag(Setting setting, List<String> texts) {
    return flag(setting, texts, HERE);
  }

  /**
   * The same.
   *
   * @param folder that a path in it is relative to
   */
  public static Given flag(Setting setting, List<String> texts, Path folder) {
    return new Given(
        setting,
        texts.stream().flatMap(text -> split(setting, text).stream()).toList(),
        setting.option(),
        folder);
  }

  /** What one text says: a list where the setting is one. */
  static List<String> split(Setting setting, String text) {
    String between =
        switch (setting.form()) {
          case TEXT, SWITCH, MAPPINGS, STEPS -> "";
          case COMMAS -> ",";
          case PLUSES -> "\\+";
        };
    if (between.isEmpty()) {
      return List.of(text);
    }
    return List.of(text.split(between, -1)).stream().map(String::strip).toList();
  }

  /** The same with the place before where it stands. */
  Given in(String place) {
    return new Given(setting, values, place + where, folder);
  }

  /** The only value. */
  String value() {
    return values.get(0);
  }

  /** The path that is given. */
  Path path() {
    return folder.resolve(value());
  }
}
