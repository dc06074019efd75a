package io.penstock.steps;

import io.penstock.error.PenstockException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What was given for a step's keys, each value of its key's form. */
final class StepValues {
  private final Map<String, List<Object>> values;

  StepValues(Map<String, List<Object>> values) {
    this.values = values;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  List<String> names(String key) {
    return values.getOrDefault(key, List.of()).stream().map(String.class::cast).toList();
  }

  /** The names of columns; none if they are not given. */
  List<String> columns() {
    return names("columns");
  }

  Optional<String> name(String key) {
    return names(key).stream().findFirst();
  }

  List<Integer> counts(String key) {
    return values.getOrDefault(key, List.of()).stream().map(Integer.class::cast).toList();
  }

  List<Integer> counts(String key, int preset) {
    return has(key) ? counts(key) : List.of(preset);
  }

  OptionalInt count(String key) {
    return counts(key).stream().mapToInt(Integer::intValue).findFirst();
  }

  List<Double> numbers(String key) {
    return values.getOrDefault(key, List.of()).stream().map(Double.class::cast).toList();
  }

  OptionalDouble number(String key) {
    return numbers(key).stream().mapToDouble(Double::doubleValue).findFirst();
  }

  boolean toggle(String key) {
    return values.getOrDefault(key, List.of(false)).contains(true);
  }

  <E extends Enum<E>> List<E> choices(String key, Class<E> kind) {
    return names(key).stream()
        .map(word -> Enum.valueOf(kind, word.toUpperCase(Locale.ROOT).replace('-', '_')))
        .toList();
  }

  <E extends Enum<E>> E choice(String key, E preset) {
    return choices(key, preset.getDeclaringClass()).stream().findFirst().orElse(preset);
  }

  /**
   * Checks that keys are given only with the method that reads them.
   *
   * @throws PenstockException with code CONFIG if not
   */
  void requireOnlyWith(String step, Enum<?> method, Enum<?> reader, String... keys) {
    for (String key : keys) {
      if (method != reader) {
        refuse(step, method, key, StepKey.wordOf(reader));
      }
    }
  }

  /** Refuses a key that only other methods read, if it is given. */
  void refuse(String step, Enum<?> method, String key, String readers) {
    if (has(key)) {
      throw PenstockException.config(
          "%s: %s goes with the method %s, not with %s.",
          step, key, readers, StepKey.wordOf(method));
    }
  }
}
