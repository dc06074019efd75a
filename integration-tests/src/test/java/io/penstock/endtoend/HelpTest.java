package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cli.CommandHere;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The help of each command, whose examples have to work: in this JVM, since a process for each
 * would do little but start; those in the help of all run as processes.
 */
@Execution(ExecutionMode.SAME_THREAD)
class HelpTest extends EndToEndTest {
  private static List<String> examples(String help) {
    return ShellLine.joined(
        help.lines()
            .dropWhile(line -> !line.equals("Examples:"))
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .toList());
  }

  /** What the examples take for granted: data as in the wild, few rows of them, and a model. */
  private void setTheScene() throws Exception {
    passengers();
    Files.copy(Checkout.airline(), folder.resolve("new-passengers.csv"));
    model("pytorch");
    StringBuilder oil = new StringBuilder("date,HUFL,OT\n");
    StringBuilder bikes = new StringBuilder("instant,dteday,hr,temp,hum,cnt\n");
    for (int row = 0; row < 480; row++) {
      int day = row / 24;
      int hour = row % 24;
      double wave = Math.sin(row * Math.PI / 12);
      oil.append(
          String.format(
              Locale.ROOT, "2016-07-%02d %02d:00:00,%.3f,%.3f%n", day + 1, hour, wave, 9 * wave));
      bikes.append(
          String.format(
              Locale.ROOT,
              "%d,2011-01-%02d,%d,0.24,%.2f,%d%n",
              row + 1,
              day + 1,
              hour,
              0.5 + 0.1 * wave,
              40 + Math.round(30 * wave)));
    }
    write("ETTh1.csv", oil.toString());
    write("newer.csv", oil.toString());
    write("hour.csv", bikes.toString());
    write(
        "experiment.yaml",
        "data: passengers.csv\ntarget: passengers\nhorizon: 6\nunits: [16]\nepochs: 2\n"
            + "variants: [{name: fast, learning-rate: 0.01}]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "forecast",
        "evaluate",
        "detect",
        "backtest",
        "trials",
        "compare",
        "diagnose",
        "backends",
        "inspect",
        "verify",
        "generate",
        "examples",
        "examples show",
        "examples run",
        "examples copy"
      })
  void theExamplesInTheHelpWork(String command) throws Exception {
    CommandHere.Ended help = CommandHere.run(List.of((command + " --help").split(" ")));
    assertThat(help.code()).as(help.transcript()).isZero();
    setTheScene();

    List<String> examples = examples(help.out());

    assertThat(help.err()).isEmpty();
    assertThat(examples).as(help.out()).isNotEmpty();
    for (String example : examples) {
      List<String> words = ShellLine.words(example);
      assertThat(words.get(0)).isEqualTo("penstock");
      List<String> quick = List.of(ShellLine.quick(words.subList(1, words.size())));
      CommandHere.Ended ended = CommandHere.runIn(folder, quick);
      assertThat(ended.code()).as(ended.transcript()).isZero();
    }
  }

  @Test
  void theHelpOfAllListsEachCommandAndItsExamplesAreKnown() throws Exception {
    Outcome help = succeed("--help");
    setTheScene();

    List<String> commands =
        help.out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .filter(line -> !line.startsWith("   "))
            .map(line -> line.strip().split("\\s")[0])
            .toList();
    assertThat(commands)
        .containsExactlyInAnyOrder(
            "train",
            "forecast",
            "evaluate",
            "backtest",
            "detect",
            "trials",
            "compare",
            "diagnose",
            "backends",
            "inspect",
            "verify",
            "generate",
            "examples");
    for (String example : examples(help.out())) {
      List<String> words = ShellLine.words(example);
      succeed(ShellLine.quick(words.subList(1, words.size())));
    }
  }

  @Test
  void noLineOfHelpIsWiderThanATerminal() throws Exception {
    Outcome help = succeed("train", "--help");

    assertThat(Stream.of(help.out().split("\\R"))).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theVersionIsPrinted() throws Exception {
    assertThat(succeed("--version").out()).startsWith("penstock 0.").contains("Java ");
  }
}
