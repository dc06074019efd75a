package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cli.CommandHere;
import io.penstock.endtoend.Checkout;
import io.penstock.endtoend.EndToEndTest;
import io.penstock.endtoend.ShellLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of a page, run in its order with few epochs. Where they name data that are not part
 * of the project they are left out: {@code CommandsTest} has looked at them. They run in this JVM,
 * one after the other: a process for each would start the engines some fifty times.
 */
@Execution(ExecutionMode.SAME_THREAD)
class PagesTest extends EndToEndTest {
  /** What stands in commands for data of the reader's, or that anyone can get. */
  private static final Set<String> NOT_SHIPPED =
      Set.of(
          "DATA",
          "ETTh1.csv",
          "ETTh1.onnx",
          "GunPoint_TRAIN.tsv",
          "GunPoint_TRAIN.onnx",
          "hour.csv",
          "load.csv",
          "rows.csv",
          "experiment.yaml",
          "bikes.onnx",
          "benchmarks/accuracy/bikes.yaml",
          "benchmarks/accuracy/etth1-ot-96.yaml");

  /** Pages whose commands other tests run. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "README.md",
          "docs/backend-guide.md",
          "docs/getting-started.md",
          "docs/troubleshooting.md");

  static List<Page> pages() {
    return Page.all().stream()
        .filter(page -> !ELSEWHERE.contains(page.name()))
        // Recipes, which run in folders of their own.
        .filter(page -> !page.name().matches("examples/\\d\\d-.*"))
        .filter(page -> page.commands().stream().anyMatch(PagesTest::canRun))
        .toList();
  }

  private static boolean canRun(List<String> command) {
    return command.stream().noneMatch(NOT_SHIPPED::contains);
  }

  @BeforeEach
  void examples() throws Exception {
    Files.createDirectories(folder.resolve("examples/inference-only"));
    Path airline = Files.createDirectories(folder.resolve("examples/airline"));
    for (String name : List.of("passengers.csv", "trials.yaml")) {
      Files.copy(Checkout.path("examples/airline/" + name), airline.resolve(name));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theCommandsOfAPageWorkInTheirOrder(Page page) throws Exception {
    for (List<String> command : page.commands()) {
      if (canRun(command)) {
        CommandHere.Ended ended =
            CommandHere.runIn(folder, List.of(ShellLine.quick(fewEpochs(command))));
        assertThat(ended.code()).as(ended.transcript()).isZero();
      }
    }
  }

  /** So that none trains longer than is needed to see it work. */
  private static List<String> fewEpochs(List<String> command) {
    List<String> rest = new ArrayList<>(command);
    int epochs = rest.indexOf("--epochs");
    if (epochs >= 0) {
      rest.subList(epochs, epochs + 2).clear();
    }
    if (rest.subList(0, Math.min(2, rest.size())).equals(List.of("examples", "run"))) {
      rest.addAll(List.of("--epochs", "1"));
    }
    return rest;
  }

  @Test
  void thereArePagesToBeRun() {
    assertThat(pages()).extracting(Page::name).contains("docs/report.md", "docs/anomalies.md");
  }

  /** {@code docs/yaml-reference.md}, as someone would who takes its whole example as it stands. */
  @Test
  void theWholeExperimentFileOfTheReferenceTrains() throws Exception {
    passengers();
    write("experiment.yaml", Page.of("docs/yaml-reference.md").blocks("yaml").get(0).text());

    succeed("train", "--config", "experiment.yaml", "--epochs", "2");

    succeed("verify", "passengers.onnx");
  }
}
