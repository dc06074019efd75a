package io.penstock.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.csv.CsvOptions;
import io.penstock.experiment.Experiment;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.steps.StepCatalogue;
import io.penstock.steps.StepKey;
import io.penstock.steps.StepKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page {@code docs/yaml-reference.md} is held to what the settings are. */
class YamlReferenceTest {
  private static final Path PAGE =
      Path.of(System.getProperty("penstock.root", ".."), "docs", "yaml-reference.md");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everySettingStandsInTheReferenceWithItsDescription(Setting setting) throws IOException {
    assertThat(reference().lines())
        .anyMatch(line -> line.matches("(# )?" + setting.key() + ": .+"))
        .anyMatch(line -> line.equals("# " + setting.description()));
  }

  @ParameterizedTest
  @EnumSource
  void everyDefaultThatIsInWordsStandsInTheReference(Setting setting) throws IOException {
    if (setting.preset().contains(" ")) {
      assertThat(reference()).contains("# Default: " + setting.preset() + ".");
    }
  }

  @Test
  void theReferenceAsItStandsIsTheDefaultExperiment() throws IOException {
    Plan plan = Settings.of(List.of(), Optional.of(written(reference()))).plan();

    assertThat(plan.experiment()).isEqualTo(Experiment.forecast("passengers").build());
    assertThat(plan.csv()).isEqualTo(CsvOptions.DEFAULT.withRequired(List.of("passengers")));
  }

  @Test
  void theExamplesInCommentsThatNeedNoOtherKeyCanBeReadTogether() throws IOException {
    Set<Setting> dependent = EnumSet.copyOf(Reader.readByAny(OptimizerChoice.values()));
    dependent.addAll(Reader.readByAny(ScheduleChoice.values()));
    dependent.addAll(Reader.readByAny(HeadChoice.values()));
    dependent.addAll(Reader.readByAny(IntervalChoice.values()));
    dependent.add(Setting.SPLIT_ROWS);
    dependent.add(Setting.SPLIT_SERIES);
    String examples =
        examples().entrySet().stream()
            .filter(entry -> !dependent.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining("\n", "data: x.csv\ntarget: passengers\n", "\n"));

    Plan plan = Settings.of(List.of(), Optional.of(written(examples))).plan();

    assertThat(plan.csv().timeColumns()).containsExactly("dteday", "hr");
    assertThat(plan.csv().required()).containsExactly("passengers", "promotion", "importance");
    assertThat(plan.csv().categories()).containsExactly("wind");
    assertThat(plan.csv().idColumns()).containsExactly("id");
    assertThat(plan.experiment().lookBack()).hasValue(24);
    assertThat(plan.experiment().anchor()).hasValue(Anchor.LAST_SEASON);
    assertThat(plan.experiment().layers())
        .containsExactly(
            new LstmLayer(100, Direction.BIDIRECTIONAL, Activation.TANH, 0.2), LstmLayer.of(50));
  }

  @ParameterizedTest
  @EnumSource
  void theExamplesOfAnOptimizerCanBeReadWithIt(OptimizerChoice choice) throws IOException {
    requireReadable("optimizer", choice, choice.reads());
  }

  @ParameterizedTest
  @EnumSource
  void theExamplesOfAScheduleCanBeReadWithIt(ScheduleChoice choice) throws IOException {
    requireReadable("schedule", choice, choice.reads());
  }

  @ParameterizedTest
  @EnumSource
  void theExamplesOfAHeadCanBeReadWithIt(HeadChoice choice) throws IOException {
    requireReadable("head", choice, choice.reads());
  }

  @ParameterizedTest
  @EnumSource
  void theExamplesOfIntervalsCanBeReadWithThem(IntervalChoice choice) throws IOException {
    requireReadable("intervals", choice, choice.reads());
  }

  static List<StepKind> kinds() {
    return StepCatalogue.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyStepStandsInTheReferenceWithItsKeys(StepKind kind) throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    int from = page.indexOf("### " + kind.name());
    assertThat(from).as("its heading").isPositive();
    int next = from + 1;
    while (next < page.size() && !page.get(next).startsWith("### ")) {
      next++;
    }
    List<String> section = page.subList(from, next);
    assertThat(section).contains(kind.description(), "- " + kind.example());
    assertThat(section.stream().filter(line -> line.startsWith("| `")))
        .containsExactlyElementsOf(kind.keys().stream().map(key -> row(kind, key)).toList());
  }

  private static String row(StepKind kind, StepKey key) {
    String value = key.words().isEmpty() ? key.form().text() : String.join(", ", key.words());
    String preset =
        kind.requires(key.name()) ? "required" : key.preset().isEmpty() ? "none" : key.preset();
    String mark = key.name().equals(kind.shortKey()) ? ", short" : "";
    return "| `%s`%s | %s | %s | %s |"
        .formatted(key.name(), mark, value, preset, key.description());
  }

  @Test
  void theReferenceHasNoOtherSteps() throws IOException {
    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("### ")))
        .containsExactlyElementsOf(kinds().stream().map(kind -> "### " + kind.name()).toList());
  }

  @Test
  void theExampleOfThePageOnPreparationCanBeReadAndThePageNamesEveryStep() throws IOException {
    String page = Files.readString(PAGE.resolveSibling("preparation.md"));
    Plan plan = Settings.of(List.of(), Optional.of(written(firstBlock(page)))).plan();

    assertThat(plan.experiment().steps()).hasSize(6);
    assertThat(plan.csv().categories()).containsExactly("cbwd");
    assertThat(kinds()).allMatch(kind -> page.contains("`" + kind.name()));
  }

  private void requireReadable(String key, Enum<?> choice, Set<Setting> reads) throws IOException {
    Map<Setting, String> examples = examples();
    String lines =
        reads.stream()
            .filter(examples::containsKey)
            .map(examples::get)
            .collect(Collectors.joining("\n"));
    String head = "data: x.csv\ntarget: y\n" + key + ": " + SettingValues.word(choice) + "\n";
    String least = choice == HeadChoice.SOFTMAX ? "classes: 2\n" : "";

    assertThat(experiment(head + lines).equals(experiment(head + least)))
        .isEqualTo(lines.isEmpty());
  }

  private Experiment experiment(String yaml) throws IOException {
    return Settings.of(List.of(), Optional.of(written(yaml))).plan().experiment();
  }

  /** Lines of the reference that are commented out, by their key. */
  private static Map<Setting, String> examples() throws IOException {
    Map<Setting, String> examples = new EnumMap<>(Setting.class);
    reference()
        .lines()
        .filter(line -> line.matches("# [a-z-]+: .+"))
        .map(line -> line.substring(2))
        .forEach(
            line ->
                Setting.of(line.substring(0, line.indexOf(':')))
                    .ifPresent(setting -> examples.put(setting, line)));
    return examples;
  }

  private Path written(String yaml) throws IOException {
    return Files.writeString(folder.resolve("experiment.yaml"), yaml);
  }

  private static String reference() throws IOException {
    return firstBlock(Files.readString(PAGE));
  }

  private static String firstBlock(String page) {
    Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
