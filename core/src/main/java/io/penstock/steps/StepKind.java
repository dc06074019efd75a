package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.preparation.Step;
import io.penstock.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A kind of step: its name, its keys and what it does. */
public final class StepKind {
  private final String name;
  private final String description;
  private final String example;
  private final List<StepKey> keys;
  private final String shortKey;
  private final List<String> required;
  private final Function<StepValues, Step> making;

  /**
   * What is wrong with a step that is written down.
   *
   * @param key that is wrong; empty if it is the step as a whole
   * @param what in a sentence
   */
  public record Problem(Optional<String> key, String what) {}

  /**
   * What a step that is written down amounts to.
   *
   * @param step empty if there are problems
   * @param problems all there are
   */
  public record Reading(Optional<Step> step, List<Problem> problems) {
    /** Copies the list. */
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  private StepKind(
      String name,
      String description,
      String example,
      List<StepKey> keys,
      String shortKey,
      List<String> required,
      Function<StepValues, Step> making) {
    this.name = name;
    this.description = description;
    this.example = example;
    this.keys = keys;
    this.shortKey = shortKey;
    this.required = required;
    this.making = making;
  }

  /**
   * Begins a kind.
   *
   * @param description what it does, in a sentence or two
   * @param example as it is written in YAML
   */
  static StepKind of(String name, String description, String example) {
    return new StepKind(
        name,
        description,
        example,
        List.of(),
        "columns",
        List.of(),
        values -> {
          throw new IllegalStateException(name + " cannot be made");
        });
  }

  /** The same with keys, in order. */
  StepKind keys(StepKey... others) {
    return new StepKind(name, description, example, List.of(others), shortKey, required, making);
  }

  /** The same with keys that must be given. */
  StepKind requiring(String... names) {
    return new StepKind(name, description, example, keys, shortKey, List.of(names), making);
  }

  /** The same with another key than the columns that a bare value is for. */
  StepKind shortFor(String key) {
    return new StepKind(name, description, example, keys, key, required, making);
  }

  /** The same, making steps so. */
  StepKind making(Function<StepValues, Step> maker) {
    return new StepKind(name, description, example, keys, shortKey, required, maker);
  }

  /** {@return its name} */
  public String name() {
    return name;
  }

  /** {@return what it does, in a sentence or two} */
  public String description() {
    return description;
  }

  /** {@return one as it is written in YAML} */
  public String example() {
    return example;
  }

  /** {@return its keys, in order} */
  public List<StepKey> keys() {
    return keys;
  }

  /** {@return the key that a bare value is for} */
  public String shortKey() {
    return shortKey;
  }

  /**
   * {@return whether a key must be given}
   *
   * @param key its name
   */
  public boolean requires(String key) {
    return required.contains(key);
  }

  /**
   * Reads a step.
   *
   * @param written a mapping from keys to texts, numbers, booleans or lists of these; or what is
   *     given for the short key
   * @return the step, or what is wrong with it
   */
  public Reading read(Object written) {
    List<Problem> problems = new ArrayList<>();
    Map<?, ?> given = written instanceof Map<?, ?> map ? map : Map.of(shortKey, written);
    Map<String, List<Object>> values = new LinkedHashMap<>();
    given.forEach((key, value) -> read(String.valueOf(key), value, values, problems));
    for (String key : required) {
      if (given.keySet().stream().noneMatch(other -> other.toString().equals(key))) {
        problems.add(
            new Problem(
                Optional.empty(), "the key " + key + " is missing, as in " + example + "."));
      }
    }
    if (!problems.isEmpty()) {
      return new Reading(Optional.empty(), problems);
    }
    try {
      return new Reading(Optional.of(making.apply(new StepValues(values))), List.of());
    } catch (PenstockException e) {
      String message = String.valueOf(e.getMessage());
      String prefix = name + ": ";
      String what = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
      return new Reading(Optional.empty(), List.of(new Problem(Optional.empty(), what)));
    }
  }

  private void read(
      String key, Object value, Map<String, List<Object>> values, List<Problem> problems) {
    Optional<StepKey> known = keys.stream().filter(other -> other.name().equals(key)).findFirst();
    if (known.isEmpty()) {
      List<String> names = keys.stream().map(StepKey::name).toList();
      problems.add(
          new Problem(
              Optional.of(key),
              "the step "
                  + name
                  + " has no key "
                  + key
                  + ", but "
                  + String.join(", ", names)
                  + "."
                  + Suggestion.sentence(key, names)));
      return;
    }
    known
        .get()
        .read(value, what -> problems.add(new Problem(Optional.of(key), what)))
        .ifPresent(read -> values.put(key, read));
  }

  @Override
  public String toString() {
    return name;
  }
}
