package io.penstock.steps;

import io.penstock.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A key of a step: what may be given for it, and what holds if it is not.
 *
 * @param name in lower case, with hyphens
 * @param form of its value
 * @param words that it may be; empty if it is not a word of a list
 * @param range of its numbers
 * @param preset what holds if it is not given, as it would be written or in words; empty if it must
 *     be given, or if nothing holds
 * @param description in a sentence
 */
public record StepKey(
    String name, Form form, List<String> words, Range range, String preset, String description) {
  /** Forms of values. */
  public enum Form {
    /** The name of a column. */
    COLUMN("the name of a column", false),
    /** Names of columns. */
    COLUMNS("names of columns", true),
    /** One of some words. */
    WORD("a word", false),
    /** Some of these words. */
    WORDS("words", true),
    /** A whole number. */
    COUNT("a whole number", false),
    /** Whole numbers. */
    COUNTS("whole numbers", true),
    /** A number. */
    NUMBER("a number", false),
    /** Numbers. */
    NUMBERS("numbers", true),
    /** True or false. */
    SWITCH("true or false", false);

    private final String text;
    private final boolean isList;

    Form(String text, boolean isList) {
      this.text = text;
      this.isList = isList;
    }

    /**
     * For people.
     *
     * @return what stands in the reference
     */
    public String text() {
      return text;
    }

    /** {@return whether there may be several} */
    public boolean isList() {
      return isList;
    }
  }

  /** Ranges of numbers. */
  public enum Range {
    /** Any finite number. */
    ANY("a number"),
    /** Above 0. */
    POSITIVE("a number above 0"),
    /** From 0 to 1. */
    SHARE("a number from 0 to 1"),
    /** At least 1. */
    COUNT("a whole number of at least 1"),
    /** At least 2. */
    SEVERAL("a whole number of at least 2");

    private final String text;

    Range(String text) {
      this.text = text;
    }

    /**
     * For people.
     *
     * @return what stands in the reference
     */
    public String text() {
      return text;
    }

    boolean holds(double value) {
      return Double.isFinite(value)
          && switch (this) {
            case ANY -> true;
            case POSITIVE -> value > 0;
            case SHARE -> value >= 0 && value <= 1;
            case COUNT -> value >= 1;
            case SEVERAL -> value >= 2;
          };
    }
  }

  /** Copies the list. */
  public StepKey {
    words = List.copyOf(words);
  }

  static StepKey column(String name, String description) {
    return new StepKey(name, Form.COLUMN, List.of(), Range.ANY, "", description);
  }

  static StepKey columns(String preset, String description) {
    return new StepKey("columns", Form.COLUMNS, List.of(), Range.ANY, preset, description);
  }

  static StepKey count(String name, Range range, String preset, String description) {
    return new StepKey(name, Form.COUNT, List.of(), range, preset, description);
  }

  static StepKey counts(String name, String preset, String description) {
    return new StepKey(name, Form.COUNTS, List.of(), Range.COUNT, preset, description);
  }

  static StepKey number(String name, Range range, String preset, String description) {
    return new StepKey(name, Form.NUMBER, List.of(), range, preset, description);
  }

  static StepKey numbers(String name, Range range, String preset, String description) {
    return new StepKey(name, Form.NUMBERS, List.of(), range, preset, description);
  }

  static StepKey toggle(String name, String preset, String description) {
    return new StepKey(name, Form.SWITCH, List.of(), Range.ANY, preset, description);
  }

  static StepKey word(String name, List<String> words, String preset, String description) {
    return new StepKey(name, Form.WORD, words, Range.ANY, preset, description);
  }

  static StepKey words(String name, List<String> words, String preset, String description) {
    return new StepKey(name, Form.WORDS, words, Range.ANY, preset, description);
  }

  /** The constants of an enumeration as they are written. */
  static List<String> wordsOf(Enum<?>[] values) {
    return Stream.of(values).map(StepKey::wordOf).toList();
  }

  /** A constant as it is written. */
  static String wordOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The values that were given, each of the key's form: texts, whole numbers, numbers or booleans;
   * empty if one is not, which is then a problem.
   *
   * @param given a text, a number, a boolean or a list of these
   */
  Optional<List<Object>> read(Object given, Consumer<String> problem) {
    List<?> items = given instanceof List<?> list ? list : List.of(given);
    if (given instanceof List<?> && !form.isList()) {
      problem.accept("a list is given, but " + expected() + " is expected.");
      return Optional.empty();
    }
    if (items.isEmpty()) {
      problem.accept("the list is empty; expected " + expected() + ".");
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (Object item : items) {
      value(String.valueOf(item).strip(), problem).ifPresent(values::add);
    }
    if (values.size() < items.size()) {
      return Optional.empty();
    }
    if (new HashSet<>(values).size() < values.size()) {
      problem.accept("something is given twice: " + items + ".");
      return Optional.empty();
    }
    return Optional.of(values);
  }

  private Optional<Object> value(String text, Consumer<String> problem) {
    Optional<Object> value =
        switch (form) {
          case COLUMN, COLUMNS -> Optional.<Object>of(text).filter(name -> !text.isEmpty());
          case WORD, WORDS -> Optional.<Object>of(text).filter(words::contains);
          case COUNT, COUNTS -> whole(text);
          case NUMBER, NUMBERS -> number(text);
          case SWITCH -> toggle(text);
        };
    if (value.isEmpty()) {
      problem.accept(
          (text.isEmpty() ? "nothing" : text)
              + " is not "
              + expected()
              + "."
              + Suggestion.sentence(text, words));
    }
    return value;
  }

  private String expected() {
    return switch (form) {
      case WORD, WORDS -> "one of " + String.join(", ", words);
      case COUNT, COUNTS, NUMBER, NUMBERS -> range.text();
      case COLUMN, COLUMNS, SWITCH -> form.text();
    };
  }

  private Optional<Object> whole(String text) {
    try {
      int value = Integer.parseInt(text);
      return range.holds(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Optional<Object> number(String text) {
    try {
      double value = Double.parseDouble(text);
      return range.holds(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> toggle(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
