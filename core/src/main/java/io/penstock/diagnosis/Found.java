package io.penstock.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;

/** A finding that is being put together. */
final class Found {
  private final String check;
  private final Severity severity;
  private final String sentence;
  private final Map<String, Double> numbers = new LinkedHashMap<>();

  Found(String check, Severity severity, String sentence) {
    this.check = check;
    this.severity = severity;
    this.sentence = sentence;
  }

  Found with(String name, double number) {
    numbers.put(name, number);
    return this;
  }

  Finding tryThis(String advice, Object... arguments) {
    return new Finding(severity, check, sentence, Text.format(advice, arguments), numbers);
  }
}
