package io.penstock.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.penstock.preparation.Step;
import io.penstock.steps.StepCatalogue;
import io.penstock.steps.StepKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A step of the preparation as it is written in YAML: {@code lag: {columns: [load], rows: [24]}},
 * {@code log: load} where one key says all, or {@code calendar} where nothing need be said. It is
 * read token by token, so that each problem has its line.
 */
final class WrittenStep {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Problems problems;

  /** From a line to what messages call it. */
  private final IntFunction<String> place;

  private final Map<String, Integer> lines = new HashMap<>();
  private boolean readable = true;

  private WrittenStep(Problems problems, IntFunction<String> place) {
    this.problems = problems;
    this.place = place;
  }

  /**
   * A text with one step; what is wrong with it is added to the problems.
   *
   * @param where messages say that it stands
   */
  static Optional<Step> parse(String text, String where, Problems problems) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      if (parser.nextToken() == null) {
        problems.add(
            where, "no step is given; expected one as lag: {columns: [load], rows: [24]}.");
        return Optional.empty();
      }
      Optional<Step> step = read(parser, line -> where, problems);
      if (parser.nextToken() != null) {
        problems.add(where, "more than one step is given; give the option once for each.");
      }
      return step;
    } catch (JsonProcessingException e) {
      problems.add(where, "not YAML: " + text + ".");
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The step that begins at the parser's token, which is then its last.
   *
   * @param place from a line to what messages call it
   */
  static Optional<Step> read(YAMLParser parser, IntFunction<String> place, Problems problems)
      throws IOException {
    return new WrittenStep(problems, place).read(parser);
  }

  /** A step in one line of YAML, from which it is read again. */
  static String text(Step step) {
    try {
      return JSON.writeValueAsString(Map.of(step.name(), step.settings()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Step> read(YAMLParser parser) throws IOException {
    int line = line(parser);
    if (parser.currentToken() == JsonToken.VALUE_STRING && !parser.isCurrentAlias()) {
      return step(parser.getText().strip(), Map.of(), line);
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      problems.add(
          place.apply(line), "expected the name of a step and its keys, as lag: {rows: [24]}.");
      return Optional.empty();
    }
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      problems.add(place.apply(line), "a step has no name.");
      return Optional.empty();
    }
    String name = parser.currentName();
    parser.nextToken();
    Object settings = settings(parser, name);
    Optional<Step> step = readable ? step(name, settings, line) : Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      problems.add(
          place.apply(line(parser)),
          "the step "
              + name
              + " is followed by "
              + parser.currentName()
              + " in the same mapping; put a dash before each step, and its own keys in braces or indented below it.");
      parser.nextToken();
      parser.skipChildren();
      step = Optional.empty();
    }
    return step;
  }

  private Object settings(YAMLParser parser, String name) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return value(parser, name);
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int line = line(parser);
      parser.nextToken();
      Object value = value(parser, name + ", " + key);
      Integer before = lines.putIfAbsent(key, line);
      if (before != null) {
        wrong(line, name, key + " is given twice.");
      }
      settings.put(key, value);
    }
    return settings;
  }

  /** A text, or a list of texts. */
  private Object value(YAMLParser parser, String of) throws IOException {
    int line = line(parser);
    if (isPlain(parser)) {
      return parser.getText().strip();
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      wrong(line, of, "expected a plain value or a list of plain values.");
      return "";
    }
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!isPlain(parser)) {
        wrong(line, of, "expected a list of plain values.");
      }
      values.add(String.valueOf(parser.getText()).strip());
      parser.skipChildren();
    }
    return values;
  }

  private static boolean isPlain(YAMLParser parser) throws IOException {
    return parser.currentToken().isScalarValue()
        && parser.currentToken() != JsonToken.VALUE_NULL
        && !parser.isCurrentAlias();
  }

  private Optional<Step> step(String name, Object settings, int line) {
    Optional<StepKind> kind = StepCatalogue.kind(name);
    if (kind.isEmpty()) {
      problems.add(place.apply(line), StepCatalogue.unknown(name));
      return Optional.empty();
    }
    StepKind.Reading reading = kind.get().read(settings);
    for (StepKind.Problem problem : reading.problems()) {
      @Nullable Integer own = problem.key().map(lines::get).orElse(null);
      String of = name + problem.key().map(key -> ", " + key).orElse("");
      problems.add(place.apply(own == null ? line : own) + ", " + of, problem.what());
    }
    return reading.step();
  }

  private void wrong(int line, String of, String what) {
    readable = false;
    problems.add(place.apply(line) + ", " + of, what);
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
