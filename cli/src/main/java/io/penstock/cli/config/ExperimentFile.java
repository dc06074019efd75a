package io.penstock.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.penstock.error.PenstockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An experiment written down in YAML, and the variants of it that stand in the same file. */
final class ExperimentFile {
  private final Path file;
  private final String name;
  private final Problems problems;
  private final WrittenSettings settings;
  private final List<WrittenVariant> variants = new ArrayList<>();
  private boolean named;

  /**
   * What a file gives.
   *
   * @param settings of the experiment
   * @param variants of it, in their order, without those that cannot be made out
   * @param named whether it has a list of variants, however faulty, that is not empty
   */
  record Content(GivenSettings settings, List<WrittenVariant> variants, boolean named) {
    static final Content NONE = new Content(GivenSettings.NONE, List.of(), false);

    /** Copies the list. */
    Content {
      variants = List.copyOf(variants);
    }
  }

  private ExperimentFile(Path file, Problems problems) {
    this.file = file;
    this.name = String.valueOf(file.getFileName());
    this.problems = problems;
    this.settings = new WrittenSettings(this::at, folder(), problems, false);
  }

  /** What the file gives; what is wrong with it is added to the problems. */
  static Content read(Path file, Problems problems) {
    ExperimentFile experiment = new ExperimentFile(file, problems);
    experiment.parse(text(file));
    return new Content(
        new GivenSettings(experiment.settings.given(), experiment.settings.layers()),
        experiment.variants,
        experiment.named);
  }

  private static String text(Path file) {
    if (Files.isDirectory(file)) {
      throw PenstockException.config("--config: %s is a folder, not a YAML file.", file);
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw PenstockException.config("--config: there is no file %s.", file);
    } catch (CharacterCodingException e) {
      throw PenstockException.config("--config: %s is not text in UTF-8. Save it as UTF-8.", file);
    } catch (IOException e) {
      throw PenstockException.config("--config: %s cannot be read: %s.", file, e.getMessage());
    }
  }

  private void parse(String text) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        problems.add(
            at(WrittenSettings.line(parser)), "expected a key and its value, as horizon: 12.");
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (parser.currentName().equals(Setting.VARIANTS.key())) {
          variants(parser);
        } else {
          settings.entry(parser);
        }
      }
      if (parser.nextToken() != null) {
        problems.add(
            at(WrittenSettings.line(parser)), "a second document begins; only one is read.");
      }
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? name : at(e.getLocation().getLineNr());
      problems.add(where, "not YAML: " + reason(e) + ".");
    } catch (IOException e) {
      throw PenstockException.config("--config: %s cannot be read: %s.", file, e.getMessage());
    }
  }

  private void variants(YAMLParser parser) throws IOException {
    int line = WrittenSettings.line(parser);
    boolean again = settings.isGivenTwice(Setting.VARIANTS.key(), line);
    boolean list = parser.nextToken() == JsonToken.START_ARRAY && !parser.isCurrentAlias();
    named |= !list;
    if (again || !list) {
      parser.skipChildren();
      if (!list) {
        problems.add(
            at(line),
            "variants: expected a list with a dash before each, as - {name: wide, units: 128}.");
      }
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      named = true;
      WrittenVariant.read(parser, name, variants, folder(), problems).ifPresent(variants::add);
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private String at(int line) {
    return name + ", line " + line;
  }

  /** The parser's message without its quotations of the file, which take several lines. */
  private static String reason(JsonProcessingException e) {
    return Stream.of(e.getOriginalMessage().split("\n"))
        .filter(text -> !text.startsWith(" "))
        .map(String::strip)
        .collect(Collectors.joining(", "));
  }
}
