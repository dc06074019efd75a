package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.cli.config.Plan;
import io.penstock.cli.config.Settings;
import io.penstock.cli.gallery.Gallery;
import io.penstock.cli.gallery.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The recipes of the checkout: what can be said of them without running them. */
class RecipesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("penstock.root", ".."), "examples");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  static List<Recipe> recipes() {
    return Gallery.in(EXAMPLES).recipes();
  }

  @Test
  void theCommandHoldsTheRecipesOfTheCheckout() {
    try (Gallery packaged = Gallery.packaged()) {
      assertThat(packaged.recipes()).extracting(Recipe::name).isNotEmpty();
      assertThat(packaged.recipes())
          .extracting(Recipe::name, Recipe::page)
          .containsExactlyElementsOf(
              recipes().stream().map(recipe -> tuple(recipe.name(), recipe.page())).toList());
    }
  }

  @Test
  void theListNamesEachWithItsNumberTitleAndSentence() {
    Ran ran = Ran.penstock("examples");

    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines().filter(line -> line.startsWith("    ")))
        .allMatch(line -> line.length() <= 80);
    for (Recipe recipe : recipes()) {
      assertThat(ran.out().replaceAll("\\s+", " "))
          .contains(recipe.number() + " " + recipe.title() + " (" + recipe.name() + ")")
          .contains(") " + recipe.summary());
    }
  }

  @Test
  void theListAsJsonSaysWhatARecipeRunsAndHolds() throws IOException {
    JsonNode examples =
        new ObjectMapper().readTree(Ran.penstock("examples", "--json").out()).path("examples");

    assertThat(examples).hasSameSizeAs(recipes());
    for (int k = 0; k < examples.size(); k++) {
      assertThat(examples.get(k).path("number").asInt()).isEqualTo(recipes().get(k).number());
      assertThat(examples.get(k).path("commands").get(0).asText()).startsWith("penstock ");
      assertThat(examples.get(k).path("files").valueStream().map(JsonNode::asText))
          .contains("README.md", "experiment.yaml");
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void itsPageIsShown(Recipe recipe) {
    Ran ran = Ran.penstock("examples", "show", Integer.toString(recipe.number()));

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(recipe.page());
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "run", "copy"})
  void aRecipeThatIsNotThereIsOneMessageAndExitCodeTwo(String command) {
    Ran ran =
        command.equals("copy")
            ? Ran.penstock("examples", command, "sine-rele", "elsewhere")
            : Ran.penstock("examples", command, "sine-rele");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualToIgnoringNewLines(
            "penstock: There is no example sine-rele. Did you mean sine-relu? penstock examples lists them.");
  }

  @Test
  void theGallerysPageListsEachAsItsOwnPageHasIt() throws IOException {
    List<String> rows =
        Files.readAllLines(EXAMPLES.resolve("README.md")).stream()
            .filter(line -> line.matches("\\| [0-9]+ \\|.*"))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            recipes().stream()
                .map(
                    recipe ->
                        String.format(
                            "| %d | [%s](%s/README.md) | %s |",
                            recipe.number(), recipe.title(), recipe.name(), recipe.summary()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void itsCommandsExistAndTakeTheirOptions(Recipe recipe) {
    for (List<String> words : recipe.commands()) {
      CommandLine commands = new CommandLineRun(System.out, System.err).commandLine();
      List<String> arguments = words.subList(1, words.size());

      commands.parseArgs(arguments.toArray(String[]::new));

      assertThat(arguments.get(0)).isNotEqualTo("examples");
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theFilesThatItsCommandsNameAreItsOwnOrWrittenBefore(Recipe recipe) {
    List<String> known = new ArrayList<>(recipe.files());
    for (List<String> words : recipe.commands()) {
      for (int k = 2; k < words.size(); k++) {
        boolean writes = words.get(k - 1).matches("--(out|report|history|step-history)");
        if (writes) {
          known.add(words.get(k));
        } else if (words.get(k).matches("[\\w.-]+\\.(csv|yaml)")) {
          assertThat(known).as(words + " reads").contains(words.get(k));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyKeyOfItsExperimentHasAComment(Recipe recipe) throws IOException {
    List<String> lines = Files.readAllLines(recipe.folder().resolve("experiment.yaml"));
    for (int k = 0; k < lines.size(); k++) {
      if (lines.get(k).matches("\\s*(- )?[a-z0-9-]+:.*")) {
        boolean above = k > 0 && lines.get(k - 1).strip().startsWith("# ");
        assertThat(above || lines.get(k).contains(" # "))
            .as("a comment above or behind line %d of %s: %s", k + 1, recipe.name(), lines.get(k))
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void whatItsPageSaysOfItsKeysIsWhatTheyAre(Recipe recipe) throws IOException {
    String keys =
        Files.readAllLines(recipe.folder().resolve("experiment.yaml")).stream()
            .filter(line -> !line.strip().startsWith("#"))
            .collect(Collectors.joining(" "))
            .replaceAll("\\s+", " ");

    List<String> said = said(recipe.page());

    assertThat(said).isNotEmpty();
    for (String text : said) {
      for (String part : text.split("\\.\\.\\.(, )?")) {
        assertThat(keys).as(recipe.name() + ": " + text).contains(part.strip());
      }
    }
  }

  /** What stands as a key with its value in the right column of the page's tables. */
  private static List<String> said(String page) {
    return page.lines()
        .takeWhile(line -> !line.equals("## Figures"))
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(line.indexOf(" | ")))
        .filter(cell -> !cell.contains("would be"))
        .flatMap(cell -> CODE.matcher(cell).results())
        .map(code -> code.group(1))
        .filter(code -> code.matches("[a-z0-9-]+: .*"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | look-back: 10; units: 50; loss: mse; optimizer: adam; epochs: 100; batch: 32; scale: min-max",
        "2 | units: 64; features: [sales, advertising, promotion, price]; future: [promotion, price]",
        "3 | units: 50; head: sigmoid; loss: binary-cross-entropy; class-weights: balanced; threshold: f1",
        "4 | look-back: 10; units: 50; activation: relu; batch: 1",
        "5 | units: 100; activation: relu; horizon: 1; target: flow; features: [flow, pressure, temperature]",
        "6 | units: [50, 50]; activation: relu; dropout: [0.2, 0.2]",
        "7 | scale: min-max; units: [50, 50]; optimizer: rmsprop",
        "8 | scale: min-max; units: [50, 50]; dropout: [0.2, 0.2]; l2: 0.000005",
        "9 | judged-on: folds; origin: expanding",
        "10 | look-back: 5; units: 50; activation: relu; target: close_mean_5_lag_1",
        "11 | units: 100; activation: tanh; features: [flow, pressure, temperature]; target: flow_mean_5_lag_1",
        "12 | look-back: 10; units: [100, 50]; dropout: [0.2, 0.2]; epochs: 200; batch: 64",
        "13 | scale: standard",
        "14 | split: [0.7, 0.1, 0.2]",
        "15 | patience: 10; keep: best"
      })
  void theSettingsThatARecipeIsKnownByAreThese(int number, String keys) throws IOException {
    Recipe recipe = recipes().get(number - 1);

    assertThat(recipe.number()).isEqualTo(number);
    assertThat(Files.readAllLines(recipe.folder().resolve("experiment.yaml")))
        .contains(keys.split("; "));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void itsFiguresAreOfBothEnginesWithTheCommandThatGivesThemAndTheirPicture(Recipe recipe) {
    String page = recipe.page();
    int from = page.indexOf("<!-- figures -->");
    int to = page.indexOf("<!-- /figures -->");

    assertThat(from).isPositive().isLessThan(to);
    assertThat(page.substring(from, to))
        .containsPattern("pytorch[^\\n]* s\\b")
        .containsPattern("tensorflow[^\\n]* s\\b")
        .contains("`benchmarks/run gallery " + recipe.number() + "`")
        .contains("](report.png)");
    assertThat(recipe.files()).contains("report.png");
    assertThat(page.substring(to).lines().skip(1).filter(line -> !line.isBlank()))
        .as("what the figures are worth, in words")
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void itsExperimentIsWithoutMistakesAndSaysWhichModelItWrites(Recipe recipe) throws IOException {
    Path experiment = recipe.folder().resolve("experiment.yaml");

    Plan plan = Settings.of(List.of(), Optional.of(experiment)).plan();

    assertThat(Files.readAllLines(experiment)).contains("out: " + plan.out().getFileName());
  }
}
