package io.penstock.cli.config;

import io.penstock.suggestion.Suggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings that were given, read as paths, names, words and numbers; what cannot be read is a
 * problem and empty.
 */
final class SettingValues {
  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
  private final Problems problems;

  SettingValues(Problems problems) {
    this.problems = problems;
  }

  void put(Given entry) {
    given.put(entry.setting(), entry);
  }

  /** Puts those that are not given, nor anything that says the same in another way. */
  void putAbsent(List<Given> entries) {
    Set<Setting> said = EnumSet.noneOf(Setting.class);
    given
        .keySet()
        .forEach(
            setting -> {
              said.add(setting);
              said.addAll(setting.displaces());
            });
    entries.stream().filter(entry -> !said.contains(entry.setting())).forEach(this::put);
  }

  /** All that is given, in the settings' order. */
  List<Given> all() {
    return List.copyOf(given.values());
  }

  void remove(Setting setting) {
    given.remove(setting);
  }

  boolean has(Setting setting) {
    return given.containsKey(setting);
  }

  /** As it was given, or null. */
  @Nullable Given get(Setting setting) {
    return given.get(setting);
  }

  /** Where messages say that a setting stands. */
  String where(Setting setting) {
    Given entry = given.get(setting);
    return entry == null ? setting.option() : entry.where();
  }

  Optional<Path> path(Setting setting) {
    Given entry = given.get(setting);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value().isEmpty()) {
      problems.add(entry.where(), "the file's name is empty.");
      return Optional.empty();
    }
    try {
      return Optional.of(entry.path());
    } catch (InvalidPathException e) {
      problems.add(entry.where(), "not a file's name: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }

  /** A list of columns' names, none of them twice. */
  List<String> names(Setting setting) {
    Given entry = given.get(setting);
    if (entry == null) {
      return List.of();
    }
    if (entry.values().contains("")) {
      problems.add(entry.where(), "the name of a column is empty.");
    }
    Set<String> seen = new HashSet<>();
    for (String name : entry.values()) {
      if (!seen.add(name)) {
        problems.add(entry.where(), name + " is named twice.");
      }
    }
    return entry.values();
  }

  Optional<String> text(Setting setting) {
    Given entry = given.get(setting);
    if (entry != null && entry.value().isEmpty()) {
      problems.add(entry.where(), "is empty; expected " + setting.label() + ".");
      return Optional.empty();
    }
    return Optional.ofNullable(entry).map(Given::value);
  }

  Optional<Boolean> toggle(Setting setting) {
    Given entry = given.get(setting);
    if (entry == null) {
      return Optional.empty();
    }
    return switch (entry.value().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> {
        problems.add(entry.where(), entry.value() + " is neither true nor false.");
        yield Optional.empty();
      }
    };
  }

  /** One of the words of an enumeration. */
  <E extends Enum<E>> Optional<E> choice(Setting setting, E[] values) {
    Given entry = given.get(setting);
    if (entry == null) {
      return Optional.empty();
    }
    Optional<E> chosen =
        Stream.of(values).filter(value -> word(value).equals(entry.value())).findFirst();
    if (chosen.isEmpty()) {
      List<String> words = Arrays.stream(values).map(SettingValues::word).toList();
      problems.add(
          entry.where(),
          entry.value()
              + " is not one of "
              + String.join(", ", words)
              + "."
              + Suggestion.sentence(entry.value(), words));
    }
    return chosen;
  }

  /** A value as settings write it. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A whole number of at least so many. */
  Optional<Integer> count(Setting setting, int least) {
    Given entry = given.get(setting);
    return entry == null
        ? Optional.empty()
        : whole(entry, entry.value(), least, Integer.MAX_VALUE).map(Long::intValue);
  }

  Optional<Long> seed() {
    return seedOf(Setting.SEED);
  }

  Optional<Long> seedOf(Setting setting) {
    Given entry = given.get(setting);
    return entry == null
        ? Optional.empty()
        : whole(entry, entry.value(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  Optional<Long> whole(Given entry, String text, long least, long most) {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    String range = least == Long.MIN_VALUE ? "" : " of at least " + least;
    problems.add(entry.where(), text + " is not a whole number" + range + ".");
    return Optional.empty();
  }

  /** Which numbers are allowed. */
  interface Range {
    boolean holds(double value);
  }

  Optional<Double> number(Setting setting, String expected, Range range) {
    Given entry = given.get(setting);
    if (entry == null) {
      return Optional.empty();
    }
    Optional<Double> value = decimal(entry.value()).filter(range::holds);
    if (value.isEmpty()) {
      problems.add(entry.where(), entry.value() + " is not " + expected + ".");
    }
    return value;
  }

  /** A finite number above 0. */
  Optional<Double> positive(Setting setting) {
    return number(setting, "a number above 0", x -> x > 0 && x < Double.POSITIVE_INFINITY);
  }

  /** A finite number of at least 0. */
  Optional<Double> notNegative(Setting setting) {
    return number(setting, "a number of at least 0", x -> x >= 0 && x < Double.POSITIVE_INFINITY);
  }

  /** A number in [0, 1). */
  Optional<Double> fraction(Setting setting) {
    return number(setting, "a number from 0 to below 1", x -> x >= 0 && x < 1);
  }

  static Optional<Double> decimal(String text) {
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
