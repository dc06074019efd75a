package io.penstock.cli.config;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.penstock.suggestion.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Settings written in YAML as one flat mapping from the keys of {@link Setting} to values. It is
 * read token by token, because a binding to classes would stop at the first error and forget the
 * lines.
 */
final class WrittenSettings {
  private final IntFunction<String> place;
  private final Path folder;
  private final Problems problems;
  private final boolean overOthers;
  private final Map<Setting, Given> withdrawn = new EnumMap<>(Setting.class);
  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<List<Given>> layers = new ArrayList<>();

  /**
   * Begins with none.
   *
   * @param place from a line to what messages call it
   * @param folder that paths are relative to
   * @param problems to which is added what is wrong
   * @param overOthers whether they are put over others, which a key without a value takes back
   */
  WrittenSettings(IntFunction<String> place, Path folder, Problems problems, boolean overOthers) {
    this.place = place;
    this.overOthers = overOthers;
    this.folder = folder;
    this.problems = problems;
  }

  /** Reads one key and its value, which begin at the parser's token. */
  void entry(YAMLParser parser) throws IOException {
    String key = parser.currentName();
    int line = line(parser);
    List<String> values = values(parser, key, line);
    if (isGivenTwice(key, line)) {
      return;
    }
    Setting setting = Setting.of(key).orElse(null);
    if (setting == null) {
      problems.add(
          at(line), "there is no key " + key + "." + Suggestion.sentence(key, Setting.keys()));
    } else if (values != null) {
      given.put(setting, new Given(setting, values, at(line) + ", " + key, folder));
    }
  }

  /** Whether a key was there before; that is then a problem. */
  boolean isGivenTwice(String key, int line) {
    Integer before = lines.putIfAbsent(key, line);
    if (before != null) {
      problems.add(at(line), key + " is given twice, first in line " + before + ".");
    }
    return before != null;
  }

  /** What was given, in the settings' order. */
  List<Given> given() {
    return List.copyOf(given.values());
  }

  /** What is to be as if it had not been given before. */
  List<Given> withdrawn() {
    return List.copyOf(withdrawn.values());
  }

  /** What each layer says of itself; empty without the key {@link Setting#LAYERS}. */
  List<List<Given>> layers() {
    return List.copyOf(layers);
  }

  private String at(int line) {
    return place.apply(line);
  }

  static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /**
   * The values of a key as they are written, or null if it has none or they are not of a kind that
   * any setting has.
   */
  private @Nullable List<String> values(YAMLParser parser, String key, int line)
      throws IOException {
    JsonToken token = parser.nextToken();
    if (parser.isCurrentAlias()) {
      problems.add(at(line), key + ": an alias (*) is not understood here; write the value.");
      return null;
    }
    if (token == JsonToken.VALUE_NULL && overOthers) {
      String where = at(line) + ", " + key;
      Setting.of(key)
          .ifPresent(
              setting -> withdrawn.put(setting, new Given(setting, List.of(), where, folder)));
      return null;
    }
    if (key.equals(Setting.LAYERS.key())) {
      return layers(parser, line);
    }
    if (key.equals(Setting.STEPS.key())) {
      return steps(parser, line);
    }
    if (token == JsonToken.START_ARRAY) {
      return list(parser, key, line);
    }
    if (token == JsonToken.START_OBJECT) {
      parser.skipChildren();
      problems.add(at(line), key + ": a mapping is not understood here; the keys stand flat.");
      return null;
    }
    if (token == JsonToken.VALUE_NULL) {
      problems.add(at(line), key + " has no value; give one or leave the key out.");
      return null;
    }
    Setting setting = Setting.of(key).orElse(null);
    String text = parser.getText().strip();
    return setting == null ? List.of(text) : Given.split(setting, text);
  }

  private @Nullable List<String> list(YAMLParser parser, String key, int line) throws IOException {
    List<String> values = new ArrayList<>();
    boolean flat = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      flat &=
          parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL;
      flat &= !parser.isCurrentAlias();
      values.add(String.valueOf(parser.getText()).strip());
      parser.skipChildren();
    }
    Setting setting = Setting.of(key).orElse(null);
    if (setting == null) {
      return null;
    }
    boolean wanted = setting.form() == Setting.Form.COMMAS || setting.form() == Setting.Form.PLUSES;
    if (!wanted) {
      problems.add(
          at(line), key + ": a list is given, but one value is expected: " + setting.label() + ".");
      return null;
    }
    if (!flat || values.isEmpty()) {
      problems.add(at(line), key + ": expected a list of plain values: " + setting.label() + ".");
      return null;
    }
    return values;
  }

  /**
   * The mappings of {@link Setting#LAYERS}, kept aside; no values, or null if they are no such
   * list.
   */
  private @Nullable List<String> layers(YAMLParser parser, int line) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      problems.add(at(line), "layers: expected a list, as [{units: 64}, {units: 32}].");
      return null;
    }
    boolean first = lines.get(Setting.LAYERS.key()) == null;
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      List<Given> layer = layer(parser);
      count++;
      if (first) {
        layers.add(layer);
      }
    }
    if (count == 0) {
      problems.add(at(line), "layers: the list is empty; a network has at least one layer.");
      return null;
    }
    return List.of();
  }

  private List<Given> layer(YAMLParser parser) throws IOException {
    int line = line(parser);
    Map<Setting, Optional<Given>> layer = new EnumMap<>(Setting.class);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      problems.add(at(line), "layers: expected a mapping for each layer, as {units: 64}.");
      return List.of();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      keyOfLayer(parser, layer);
    }
    if (!layer.containsKey(Setting.UNITS)) {
      problems.add(at(line), "layers: a layer has no units; say how many, as {units: 64}.");
    }
    return layer.values().stream().flatMap(Optional::stream).toList();
  }

  /** Adds one entry of a layer; an empty one where it was said, but not as it must be. */
  private void keyOfLayer(YAMLParser parser, Map<Setting, Optional<Given>> layer)
      throws IOException {
    String key = parser.currentName();
    int line = line(parser);
    JsonToken token = parser.nextToken();
    boolean plain =
        token.isScalarValue() && token != JsonToken.VALUE_NULL && !parser.isCurrentAlias();
    String text = plain ? parser.getText().strip() : "";
    parser.skipChildren();
    Setting setting = Setting.of(key).filter(Setting.ofLayer()::contains).orElse(null);
    if (setting == null) {
      List<String> keys = Setting.ofLayer().stream().map(Setting::key).toList();
      problems.add(
          at(line),
          "layers: a layer has no key "
              + key
              + ", but "
              + String.join(", ", keys)
              + "."
              + Suggestion.sentence(key, keys));
    } else if (!plain) {
      problems.add(at(line), "layers: expected one plain value for " + key + ".");
      layer.putIfAbsent(setting, Optional.empty());
    } else if (layer.containsKey(setting)) {
      problems.add(at(line), "layers: " + key + " is given twice in one layer.");
    } else {
      String where = at(line) + ", " + key;
      layer.put(setting, Optional.of(new Given(setting, List.of(text), where, folder)));
    }
  }

  /** The steps in a line of YAML each, or null if they are no such list. */
  private @Nullable List<String> steps(YAMLParser parser, int line) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      problems.add(
          at(line), "steps: expected a list with a dash before each, as - impute: {limit: 6}.");
      return null;
    }
    List<String> steps = new ArrayList<>();
    boolean empty = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      empty = false;
      WrittenStep.read(parser, this::at, problems).map(WrittenStep::text).ifPresent(steps::add);
    }
    return steps.isEmpty() && !empty ? null : steps;
  }
}
