package io.penstock.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Something that was found.
 *
 * @param severity how much it matters
 * @param check the check that found it, as {@code copied input}
 * @param found what was found, in a sentence with the numbers behind it
 * @param advice what to try, in a sentence that names the option
 * @param numbers the numbers behind it, by what they are; in order
 */
public record Finding(
    Severity severity, String check, String found, String advice, Map<String, Double> numbers) {
  /** Copies the map. */
  public Finding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(advice, "advice");
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }
}
