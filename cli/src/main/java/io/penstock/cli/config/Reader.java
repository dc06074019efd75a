package io.penstock.cli.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of several ways that a setting chooses among, each of which reads settings of its own. */
interface Reader {
  /** Settings that mean something to it. */
  Set<Setting> reads();

  /** What any of some ways reads. */
  static Set<Setting> readByAny(Reader... ways) {
    EnumSet<Setting> all = EnumSet.noneOf(Setting.class);
    for (Reader way : ways) {
      all.addAll(way.reads());
    }
    return all;
  }

  /**
   * What a setting chooses, by default the preset. Settings that only others read are problems that
   * name those.
   *
   * @param kind what is chosen, in a word
   * @param preset what holds if the setting is not given
   * @param why it holds then, as "which is the default"
   */
  static <E extends Enum<E> & Reader> E choose(
      SettingValues given,
      Problems problems,
      String kind,
      Setting by,
      E[] all,
      E preset,
      String why) {
    Optional<E> named = given.choice(by, all);
    if (named.isEmpty() && given.has(by)) {
      // A word that names none is a problem enough: nobody knows what it would read.
      return preset;
    }
    E chosen = named.orElse(preset);
    String not = SettingValues.word(chosen) + (named.isEmpty() ? ", " + why + "." : ".");
    for (Setting setting : Setting.values()) {
      List<String> readers =
          Arrays.stream(all)
              .filter(reader -> reader.reads().contains(setting))
              .map(SettingValues::word)
              .toList();
      if (given.has(setting) && !readers.isEmpty() && !chosen.reads().contains(setting)) {
        problems.add(
            given.where(setting), "goes with the " + kind + listed(readers) + ", not with " + not);
      }
    }
    return chosen;
  }

  /** The same where the preset is the default. */
  static <E extends Enum<E> & Reader> E choose(
      SettingValues given, Problems problems, String kind, Setting by, E[] all, E preset) {
    return choose(given, problems, kind, by, all, preset, "which is the default");
  }

  /** {@code " sgd"}, or {@code "s adam, adamw and nadam"}. */
  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? " " + words.get(0)
        : "s " + String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
