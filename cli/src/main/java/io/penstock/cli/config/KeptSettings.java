package io.penstock.cli.config;

import io.penstock.csv.CsvOptions;
import io.penstock.series.AbsentRows;
import io.penstock.series.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings as notes in a checkpoint, by which a run goes on without being told them again, from
 * whatever folder.
 */
final class KeptSettings {
  private static final Path HERE = Path.of("");
  private static final String PREFIX = "setting.";

  /** Between the values of a list; no column's name holds it. */
  static final String BETWEEN = "\u001f";

  /** Between the settings of a layer, as {@code units=64 dropout=0.2}. */
  private static final String IN_LAYER = " ";

  private static final Set<Setting> PATHS =
      EnumSet.of(
          Setting.DATA,
          Setting.TEST_FILE,
          Setting.OUT,
          Setting.HISTORY,
          Setting.STEP_HISTORY,
          Setting.REPORT);

  /**
   * Those that say how a run is kept or begun, and not what it is; of a variant what it changes is
   * kept.
   */
  private static final Set<Setting> OF_ONE_START = ofOneStart();

  private KeptSettings() {}

  private static Set<Setting> ofOneStart() {
    Set<Setting> settings = EnumSet.of(Setting.CHECKPOINT, Setting.RESUME, Setting.FROM);
    settings.addAll(Setting.ofTrials());
    return settings;
  }

  /**
   * @param settings what is given
   * @param out where the model goes, given or not
   * @param csv how the data are read, as given or as a model's were
   */
  static Map<String, String> write(GivenSettings settings, Path out, CsvOptions csv) {
    Map<String, String> notes = new TreeMap<>();
    put(notes, Setting.TIME, csv.timeColumns());
    put(notes, Setting.SERIES, csv.idColumns());
    put(notes, Setting.CATEGORIES, csv.categories());
    if (csv.layout() != Layout.LONG) {
      put(notes, Setting.LAYOUT, List.of(SettingValues.word(csv.layout())));
    }
    if (csv.absentRows() != AbsentRows.GAP) {
      put(notes, Setting.ABSENT_ROWS, List.of(SettingValues.word(csv.absentRows())));
    }
    for (Given entry : settings.entries()) {
      if (!OF_ONE_START.contains(entry.setting())) {
        String text =
            entry.setting() == Setting.LAYERS
                ? layers(settings.layers())
                : PATHS.contains(entry.setting())
                    ? absolute(entry.path())
                    : String.join(BETWEEN, entry.values());
        notes.put(PREFIX + entry.setting().key(), text);
      }
    }
    notes.put(PREFIX + Setting.OUT.key(), absolute(out));
    return notes;
  }

  private static void put(Map<String, String> notes, Setting setting, List<String> values) {
    if (!values.isEmpty()) {
      notes.put(PREFIX + setting.key(), String.join(BETWEEN, values));
    }
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  static String layers(List<List<Given>> layers) {
    return layers.stream()
        .map(
            layer ->
                layer.stream()
                    .map(entry -> entry.setting().key() + "=" + entry.value())
                    .collect(Collectors.joining(IN_LAYER)))
        .collect(Collectors.joining(BETWEEN));
  }

  /** What {@link #write} noted; what this version does not know is added to the problems. */
  static GivenSettings read(Map<String, String> notes, Path folder, Problems problems) {
    List<Given> given = new ArrayList<>();
    List<List<Given>> layers = new ArrayList<>();
    for (Map.Entry<String, String> note : new TreeMap<>(notes).entrySet()) {
      if (!note.getKey().startsWith(PREFIX)) {
        continue;
      }
      String key = note.getKey().substring(PREFIX.length());
      String where = "the checkpoint in " + folder + ", " + key;
      Optional<Setting> setting = Setting.of(key);
      boolean noSteps =
          setting.filter(Setting.STEPS::equals).isPresent() && note.getValue().isEmpty();
      List<String> values = noSteps ? List.of() : List.of(note.getValue().split(BETWEEN, -1));
      if (setting.isEmpty()) {
        problems.add(where, "this version has no such setting; go on with the one that began.");
      } else if (setting.get() == Setting.LAYERS) {
        given.add(new Given(Setting.LAYERS, List.of(), where, HERE));
        values.forEach(layer -> layers.add(layer(layer, where)));
      } else {
        given.add(new Given(setting.get(), values, where, HERE));
      }
    }
    return new GivenSettings(given, layers);
  }

  private static List<Given> layer(String text, String where) {
    List<Given> layer = new ArrayList<>();
    for (String entry : text.split(IN_LAYER)) {
      String[] keyAndValue = entry.split("=", 2);
      Setting.of(keyAndValue[0])
          .ifPresent(
              setting -> layer.add(new Given(setting, List.of(keyAndValue[1]), where, HERE)));
    }
    return layer;
  }
}
