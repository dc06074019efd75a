package io.penstock.cli.config;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.penstock.suggestion.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A variant of an experiment as it is written in YAML: {@code {name: deep, like: wide, units: [64,
 * 64]}}.
 *
 * @param name what it is called
 * @param like the one above it that it builds on; empty for the experiment itself
 * @param settings what it changes
 */
record WrittenVariant(String name, Optional<WrittenVariant> like, GivenSettings settings) {
  private static final String NAME = "name";
  private static final String LIKE = "like";

  /** What is put over the experiment, the first thing first. */
  List<GivenSettings> changes() {
    List<GivenSettings> changes =
        new ArrayList<>(like.map(WrittenVariant::changes).orElse(List.of()));
    changes.add(settings);
    return changes;
  }

  /** Every key that it gives a value, itself or by the one that it builds on. */
  Set<Setting> changed() {
    Set<Setting> changed = new LinkedHashSet<>();
    changes().forEach(change -> change.entries().forEach(entry -> changed.add(entry.setting())));
    return changed;
  }

  /** Every key that it takes back, itself or by the one that it builds on. */
  Set<Setting> withdrawn() {
    Set<Setting> withdrawn = EnumSet.noneOf(Setting.class);
    changes()
        .forEach(change -> change.withdrawn().forEach(entry -> withdrawn.add(entry.setting())));
    return withdrawn;
  }

  /**
   * The variant that begins at the parser's token, which is then its last; empty if it has no name
   * of its own.
   *
   * @param file as messages call it
   * @param above the variants before it
   * @param folder that paths are relative to
   */
  static Optional<WrittenVariant> read(
      YAMLParser parser, String file, List<WrittenVariant> above, Path folder, Problems problems)
      throws IOException {
    int line = WrittenSettings.line(parser);
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      problems.add(
          file + ", line " + line,
          "variants: expected a name and what it changes, as {name: wide, units: 128}.");
      return Optional.empty();
    }
    return new Reading(folder, above).variant(parser, file, line, problems);
  }

  /**
   * Reads one. Its name may stand anywhere in it and belongs into all its messages, so these are
   * collected first.
   */
  private static final class Reading {
    private final Problems own = new Problems();
    private final List<WrittenVariant> above;
    private final WrittenSettings settings;
    private boolean empty = true;
    private Optional<String> name = Optional.empty();
    private Optional<WrittenVariant> like = Optional.empty();

    Reading(Path folder, List<WrittenVariant> above) {
      this.above = above;
      this.settings = new WrittenSettings(Reading::at, folder, own, true);
    }

    private static String at(int line) {
      return "line " + line;
    }

    Optional<WrittenVariant> variant(YAMLParser parser, String file, int line, Problems problems)
        throws IOException {
      boolean named = false;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        named |= parser.currentName().equals(NAME);
        entry(parser);
      }
      if (!named) {
        own.add(at(line), "a variant has no name; give it one, as name: wide.");
      }
      if (empty) {
        own.add(at(line), "it changes nothing; give at least one key that it changes.");
      }
      String place = file + ", variant " + name.orElse("without a name") + ", ";
      own.found().forEach(problem -> problems.add(place + problem));
      return name.filter(known -> above(known).isEmpty())
          .map(known -> new WrittenVariant(known, like, placed(place)));
    }

    private void entry(YAMLParser parser) throws IOException {
      String key = parser.currentName();
      int line = WrittenSettings.line(parser);
      if (key.equals(NAME)) {
        text(parser, key, line).ifPresent(text -> named(text, line));
        return;
      }
      if (key.equals(LIKE)) {
        text(parser, key, line).ifPresent(text -> builds(text, line));
        return;
      }
      empty = false;
      Optional<String> fixed = Setting.of(key).flatMap(Setting::whyNoVariant);
      if (fixed.isPresent()) {
        parser.nextToken();
        parser.skipChildren();
        own.add(at(line) + ", " + key, "cannot differ between variants: " + fixed.get() + ".");
      } else {
        settings.entry(parser);
      }
    }

    private Optional<String> text(YAMLParser parser, String key, int line) throws IOException {
      JsonToken token = parser.nextToken();
      boolean plain =
          token.isScalarValue() && token != JsonToken.VALUE_NULL && !parser.isCurrentAlias();
      String text = plain ? parser.getText().strip() : "";
      parser.skipChildren();
      if (settings.isGivenTwice(key, line)) {
        return Optional.empty();
      }
      if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
        own.add(at(line) + ", " + key, "expected one line of text, as " + key + ": wide.");
        return Optional.empty();
      }
      return Optional.of(text);
    }

    private void named(String text, int line) {
      name = Optional.of(text);
      if (above(text).isPresent()) {
        own.add(
            at(line) + ", name", "another variant above is called so; give it a name of its own.");
      }
    }

    private void builds(String text, int line) {
      like = above(text);
      if (like.isEmpty()) {
        List<String> names = above.stream().map(WrittenVariant::name).toList();
        own.add(
            at(line) + ", like",
            "there is no variant "
                + text
                + " above this one"
                + (names.isEmpty() ? "" : ", but " + String.join(", ", names))
                + "."
                + Suggestion.sentence(text, names));
      }
    }

    private Optional<WrittenVariant> above(String called) {
      return above.stream().filter(variant -> variant.name().equals(called)).findFirst();
    }

    /** What was given, each entry with its place in the file. */
    private GivenSettings placed(String place) {
      return new GivenSettings(
          settings.given().stream().map(entry -> entry.in(place)).toList(),
          settings.layers().stream()
              .map(layer -> layer.stream().map(entry -> entry.in(place)).toList())
              .toList(),
          settings.withdrawn().stream().map(entry -> entry.in(place)).toList());
    }
  }
}
