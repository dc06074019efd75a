package io.penstock.cli.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings as notes in a checkpoint, by which a run goes on without being told them again, from
 * whatever folder.
 */
final class KeptSettings {
  private static final String PREFIX = "setting.";

  /** Between the values of a list; no column's name holds it. */
  private static final String BETWEEN = "\u001f";

  private static final Set<Setting> PATHS = EnumSet.of(Setting.DATA, Setting.OUT, Setting.HISTORY);

  /** Those that say how a run is kept or begun, and not what it is. */
  private static final Set<Setting> OF_ONE_START =
      EnumSet.of(Setting.CHECKPOINT, Setting.RESUME, Setting.FROM);

  private KeptSettings() {}

  /**
   * @param out where the model goes, given or not
   * @param timeColumns that are read, given or a model's; empty if they are found in the file
   */
  static Map<String, String> write(List<Given> given, Path out, List<String> timeColumns) {
    Map<String, String> notes = new TreeMap<>();
    if (!timeColumns.isEmpty()) {
      notes.put(PREFIX + Setting.TIME.key(), String.join(BETWEEN, timeColumns));
    }
    for (Given entry : given) {
      if (!OF_ONE_START.contains(entry.setting())) {
        String text =
            PATHS.contains(entry.setting())
                ? absolute(entry.path())
                : String.join(BETWEEN, entry.values());
        notes.put(PREFIX + entry.setting().key(), text);
      }
    }
    notes.put(PREFIX + Setting.OUT.key(), absolute(out));
    return notes;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  static List<Given> read(Map<String, String> notes, Path folder, Problems problems) {
    List<Given> given = new ArrayList<>();
    new TreeMap<>(notes)
        .forEach(
            (name, text) -> {
              if (!name.startsWith(PREFIX)) {
                return;
              }
              String key = name.substring(PREFIX.length());
              String where = "the checkpoint in " + folder + ", " + key;
              Setting.of(key)
                  .ifPresentOrElse(
                      setting ->
                          given.add(
                              new Given(
                                  setting, List.of(text.split(BETWEEN, -1)), where, Path.of(""))),
                      () ->
                          problems.add(
                              where,
                              "this version has no such setting; go on with the version that began."));
            });
    return given;
  }
}
