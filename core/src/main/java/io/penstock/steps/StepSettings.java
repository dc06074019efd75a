package io.penstock.steps;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Writes down what a step was told, in the order of its keys. */
final class StepSettings {
  private final Map<String, Object> settings = new LinkedHashMap<>();

  StepSettings() {}

  StepSettings columns(List<String> columns) {
    return list("columns", columns);
  }

  /** Nothing is written for an empty list. */
  StepSettings list(String key, List<?> values) {
    if (!values.isEmpty()) {
      settings.put(key, List.copyOf(values));
    }
    return this;
  }

  StepSettings with(String key, Object value) {
    settings.put(key, value instanceof Enum<?> word ? StepKey.wordOf(word) : value);
    return this;
  }

  StepSettings with(String key, Optional<?> value) {
    value.ifPresent(present -> with(key, present));
    return this;
  }

  StepSettings with(String key, OptionalInt value) {
    value.ifPresent(present -> settings.put(key, present));
    return this;
  }

  StepSettings with(String key, OptionalDouble value) {
    value.ifPresent(present -> settings.put(key, present));
    return this;
  }

  StepSettings words(String key, List<? extends Enum<?>> values) {
    return list(key, values.stream().map(StepKey::wordOf).toList());
  }

  Map<String, Object> all() {
    return Collections.unmodifiableMap(settings);
  }
}
