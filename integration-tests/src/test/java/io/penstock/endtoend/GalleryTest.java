package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Penstock;
import io.penstock.cli.CommandHere;
import io.penstock.evaluation.Baseline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recipe of the gallery, end to end on each engine, with fewer epochs than it has: in this
 * JVM, one after the other, since a process for each would do little but start engines.
 */
@Execution(ExecutionMode.SAME_THREAD)
class GalleryTest extends EndToEndTest {
  /** How many recipes there are at least. */
  private static final int RECIPES = 15;

  /** A line of a table of scores: of a model, or of variants. */
  private static final Pattern BASELINE =
      Pattern.compile(
          "(?m)^(baseline: )?("
              + Stream.of(Baseline.values()).map(Baseline::label).collect(Collectors.joining("|"))
              + ")( \\(\\d+\\))? +[-0-9]");

  /** Reads the models in this process, which is quicker than a command for each. */
  private static final Penstock PENSTOCK = Penstock.create();

  static List<String> recipes() throws Exception {
    try (Stream<Path> folders = Files.list(Checkout.path("examples"))) {
      return folders
          .map(each -> each.getFileName().toString())
          .filter(name -> name.matches("[0-9]{2}-.*"))
          .sorted()
          .toList();
    }
  }

  static Stream<Arguments> recipesOnEachEngine() throws Exception {
    return recipes().stream()
        .flatMap(name -> BACKENDS.stream().map(backend -> Arguments.of(name, backend)));
  }

  @Test
  void theCommandListsTheRecipesOfTheCheckout() throws Exception {
    List<String> names =
        json(succeed("examples", "--json"))
            .path("examples")
            .valueStream()
            .map(example -> example.path("name").asText())
            .toList();

    assertThat(names).isEqualTo(recipes()).hasSizeGreaterThanOrEqualTo(RECIPES);
  }

  @ParameterizedTest
  @MethodSource("recipesOnEachEngine")
  void aRecipeEndsWithAModelAPageAndScoresBesideTheBaselines(String name, String backend)
      throws Exception {
    CommandHere.Ended run =
        CommandHere.runIn(
            folder, List.of("examples", "run", name, "--epochs=2", "--backend=" + backend));

    assertThat(run.code()).as(run.transcript()).isZero();
    assertThat(penstock.files()).as("what is written where it was run").containsExactly(name);
    Path place = folder.resolve(name);
    String model = value(place.resolve("experiment.yaml"), "out");
    assertThat(place.resolve(model)).as(run.transcript()).isRegularFile();
    assertThat(place.resolve("report.html")).as(run.transcript()).isRegularFile();
    assertThat(run.out() + run.err()).contains(name + "/" + model);
    assertThat(run.out())
        .containsPattern("(?m)^(trial)? +.*(MAE|log loss)")
        .containsPattern(BASELINE);
    assertThat(PENSTOCK.readModel(place.resolve(model)).description().training().backend())
        .isEqualTo(backend);
    assertThat(PENSTOCK.verify(place.resolve(model)).holds()).as("verify " + model).isTrue();
  }

  private static String value(Path yaml, String key) throws Exception {
    return Files.readAllLines(yaml).stream()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2).replaceAll(" #.*", "").strip())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRecipeRunsAgainAndStopsAtTheFirstCommandThatFails() throws Exception {
    succeed("examples", "run", "sine-relu", "--epochs=1", "--backend=tensorflow", "--dir=a/b");

    Outcome again =
        penstock.run("examples", "run", "4", "--epochs=none", "--backend=tensorflow", "--dir=a/b");

    assertThat(again.exitCode()).as(again.transcript()).isEqualTo(2);
    assertThat(again.out()).isEmpty();
    assertThat(again.err().lines())
        .as(again.transcript())
        .startsWith("$ penstock generate sine --rows 1000 --out sine.csv")
        .anyMatch(line -> line.startsWith("$ penstock train ") && line.contains("--epochs none"))
        .last()
        .asString()
        .startsWith("penstock: --epochs: none is not ");
  }

  @Test
  void aCopyIsAProjectThatRunsAsItStands() throws Exception {
    Outcome copied = succeed("examples", "copy", "4", "my sine");
    PenstockCommand inside = PenstockCommand.in(folder.resolve("my sine"));

    List<String> commands =
        copied.out().lines().filter(line -> line.startsWith("  penstock ")).toList();

    assertThat(copied.out()).contains("  cd 'my sine'");
    assertThat(commands).hasSize(2);
    for (String command : commands) {
      List<String> words = ShellLine.words(command.strip());
      Outcome outcome = inside.run(ShellLine.quick(words.subList(1, words.size())));
      assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    }
    assertThat(inside.files()).contains("sine-relu.onnx", "report.html", "README.md");
    refuse("examples", "copy", "4", "my sine").contains("exists, and nothing is overwritten");
  }

  @Test
  void aFileOfARecipeThatWasChangedIsNotOverwritten() throws Exception {
    succeed("examples", "copy", "4", "04-sine-relu");
    Path experiment = folder.resolve("04-sine-relu/experiment.yaml");
    String changed = Files.readString(experiment).replace("epochs: 20", "epochs: 5");
    Files.writeString(experiment, changed);

    refuse("examples", "run", "4")
        .contains("04-sine-relu/experiment.yaml is not the recipe's own")
        .contains("--dir");
    assertThat(experiment).hasContent(changed);
  }

  @Test
  void dataThatTheUserHasPutInPlaceOfTheGeneratedAreNotOverwritten() throws Exception {
    succeed("examples", "copy", "1", "mine");
    Path data = folder.resolve("mine/prices.csv");
    String own = "time,close\n2024-01-01,3\n2024-01-02,4\n";
    Files.writeString(data, own);

    refuse("examples", "run", "1", "--dir", "mine")
        .contains("mine/prices.csv is not what penstock generate prices --out prices.csv writes")
        .contains("penstock examples show 1")
        .contains("--dir");
    assertThat(data).hasContent(own);
    assertThat(folder.resolve("mine").toFile().list()).doesNotContain("price.onnx");
  }
}
