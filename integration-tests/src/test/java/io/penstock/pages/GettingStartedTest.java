package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import io.penstock.endtoend.Checkout;
import io.penstock.endtoend.Outcome;
import io.penstock.endtoend.PenstockCommand;
import io.penstock.endtoend.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code docs/getting-started.md}, done by the shell from top to bottom as a reader does it, but
 * with few epochs: what is in the blocks of shell, and the file of the block of YAML beside it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class GettingStartedTest {
  private static final Page PAGE = Page.of("docs/getting-started.md");
  private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+");

  private Path folder = Path.of("");
  private String printed = "";

  @BeforeAll
  void allCommandsOfThePageInTheirOrder(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Files.writeString(folder.resolve("experiment.yaml"), PAGE.blocks("yaml").get(0).text());
    Path script = Files.writeString(folder.resolve("penstock"), script());
    assertThat(script.toFile().setExecutable(true)).isTrue();
    StringBuilder out = new StringBuilder();
    for (Page.Block block : PAGE.blocks("sh")) {
      Outcome outcome = run(List.of("sh", "-eu", "-c", block.text()), folder);
      assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
      out.append(outcome.out());
    }
    printed = out.toString();
  }

  /** What the script of the checkout starts, without a build before it. */
  private static String script() {
    return "#!/bin/sh\ncase $1 in train | backtest | compare) set -- \"$@\" --epochs 2 ;; esac\nexec "
        + jvm().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "))
        + " -cp '"
        + JavaProgram.classPath()
        + "' io.penstock.cli.Main \"$@\"\n";
  }

  /** Two epochs are over before the JVM's slower compiler would pay. */
  private static List<String> jvm() {
    List<String> options = new ArrayList<>(PenstockCommand.jvm());
    options.add("-XX:TieredStopAtLevel=1");
    return options;
  }

  private Outcome run(List<String> command, Path where) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
    PenstockCommand.environment(builder);
    return new RunningCommand(command, builder.start()).await();
  }

  @Test
  void thePageMakesAllThatItSpeaksOf() {
    for (String made : List.of("sales.onnx", "sales.html", "seed-2.onnx", "week.csv")) {
      assertThat(folder.resolve(made)).isNotEmptyFile();
    }
    assertThat(printed).contains("ok  sales.onnx, 3 golden rows replayed");
  }

  @Test
  void theDataAreThoseThatThePageShows() throws IOException {
    String shown =
        PAGE.blocks("").stream()
            .map(Page.Block::text)
            .filter(text -> text.startsWith("time,sales,"))
            .findFirst()
            .orElseThrow();

    assertThat(Files.readAllLines(folder.resolve("sales.csv")))
        .startsWith(shown.lines().toArray(String[]::new));
  }

  @Test
  void whatInspectSaysOfTheInputsIsWhatThePageSays() {
    assertThat(printed)
        .contains(
            "window float [batch, 28, 4]", "Columns in order: sales, advertising, promotion, price")
        .contains("time int64 [batch, 35]", "future float [batch, 7, 2]")
        .contains("forecast float [batch, 7, 1, 3]");
  }

  @Test
  void thePythonOfThePageForecastsWhatTheCommandDoes() throws Exception {
    String python = System.getenv().getOrDefault("PENSTOCK_PYTHON", "python3");
    requireProgram(List.of(python, "-c", "import numpy, onnxruntime"));
    Files.writeString(folder.resolve("forecast.py"), PAGE.blocks("python").get(0).text());

    requireForecasts(run(List.of(python, "forecast.py"), folder));
  }

  @Test
  void theJavaScriptOfThePageForecastsWhatTheCommandDoes() throws Exception {
    requireProgram(List.of("node", "-e", "require('onnxruntime-node')"));
    Files.writeString(folder.resolve("forecast.js"), PAGE.blocks("js").get(0).text());

    requireForecasts(run(List.of("node", "forecast.js"), folder));
  }

  @Test
  void theJavaOfThePageForecastsWhatTheCommandDoes() throws Exception {
    requireForecasts(runJava(PAGE.blocks("java").get(0).text(), folder));
  }

  @Test
  void theJavaOfThePageTrains(@TempDir Path own) throws Exception {
    Files.copy(folder.resolve("sales.csv"), own.resolve("sales.csv"));
    String statements = PAGE.blocks("java").get(2).text();
    String few =
        statements.replace(
            "        .build()",
            "        .training(Training.DEFAULT.withEpochs(2))\n        .build()");
    assertThat(few).isNotEqualTo(statements);

    Outcome outcome = runJava(few, own);

    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    assertThat(outcome.out()).startsWith("The model");
  }

  private Outcome runJava(String statements, Path where) throws Exception {
    JavaProgram program = JavaProgram.ofStatements(statements);
    assertThat(program.compiledInto(where)).as(program.source()).isEmpty();
    List<String> command = new ArrayList<>(jvm());
    String separator = System.getProperty("path.separator");
    command.addAll(List.of("-cp", where + separator + JavaProgram.classPath(), program.name()));
    return run(command, where);
  }

  private void requireProgram(List<String> command) throws InterruptedException {
    Optional<String> missing = Optional.empty();
    try {
      Outcome outcome = run(command, folder);
      if (outcome.exitCode() != 0) {
        missing = Optional.of(outcome.err().strip());
      }
    } catch (IOException e) {
      missing = Optional.of(e.getMessage());
    }
    missing.ifPresent(why -> abort(String.join(" ", command) + " does not work here: " + why));
  }

  /** Each line a day with its interval, to a hundredth of a sale, of which there are hundreds. */
  private void requireForecasts(Outcome outcome) throws IOException {
    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    List<String> lines = outcome.out().lines().toList();
    List<String> week = Files.readAllLines(folder.resolve("week.csv"));
    assertThat(lines).as(outcome.transcript()).hasSize(7);
    for (int day = 0; day < 7; day++) {
      String[] expected = week.get(day + 1).split(",");
      assertThat(lines.get(day)).startsWith(expected[0]);
      List<Double> given =
          NUMBER
              .matcher(lines.get(day))
              .results()
              .map(number -> Double.valueOf(number.group()))
              .toList();
      assertThat(given).as(lines.get(day)).hasSize(3);
      for (int k = 0; k < 3; k++) {
        assertThat(given.get(k)).isCloseTo(Double.parseDouble(expected[k + 1]), within(0.01));
      }
    }
  }

  /** So that no version or name of the page's dependencies is another than the build's. */
  @Test
  void theCoordinatesAreThoseOfTheBuild() throws IOException {
    String xml = PAGE.blocks("xml").get(0).text();
    String parent = Files.readString(Checkout.path("pom.xml"));
    String bom = Files.readString(Checkout.path("bom/pom.xml"));

    for (List<String> dependency : dependencies(xml)) {
      String artifact = dependency.get(1);
      if (dependency.get(0).equals("io.penstock")) {
        assertThat(bom).contains("<artifactId>" + artifact + "</artifactId>");
      } else {
        assertThat(parent).contains("<artifactId>" + artifact + "</artifactId>");
      }
    }
    assertThat(xml)
        .contains("<version>" + property(bom, "version") + "</version>")
        .contains("<version>" + property(parent, "pytorch.version") + "</version>")
        .contains("<version>" + property(parent, "tensorflow.version") + "</version>");
    for (String classifier : List.of("pytorch.classifier", "tensorflow.classifier")) {
      Pattern.compile("<" + classifier + ">([^<$]+)<")
          .matcher(parent)
          .results()
          .forEach(found -> assertThat(xml).contains(found.group(1)));
    }
  }

  private static List<List<String>> dependencies(String xml) {
    return Pattern.compile("<groupId>(.+?)</groupId>\\s*<artifactId>(.+?)</artifactId>")
        .matcher(xml)
        .results()
        .map(found -> List.of(found.group(1), found.group(2)))
        .toList();
  }

  private static String property(String pom, String name) {
    return Pattern.compile("<" + name + ">([^<]+)</")
        .matcher(pom)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
