package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cli.CommandHere;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command on every page, where its data are not: settings are looked at before data are read,
 * so that of a command whose options exist, have values that can be and go together, nothing is
 * said but that a file is missing. Those whose data are shipped are run by {@code PagesTest}.
 */
class CommandsTest {
  /** Commands that read a file before they do anything. */
  private static final Set<String> READING =
      Set.of(
          "train",
          "compare",
          "backtest",
          "trials",
          "forecast",
          "evaluate",
          "detect",
          "diagnose",
          "inspect",
          "verify");

  static List<Page> pages() {
    return Page.all().stream()
        .filter(page -> !page.commands().isEmpty())
        // Its commands are there to be refused: TroubleshootingPageTest.
        .filter(page -> !page.name().equals("docs/troubleshooting.md"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandOfAPageLacksNothingButAFile(Page page) {
    for (List<String> command : page.commands()) {
      assertThat(CommandHere.misuse(command)).as("%s: %s", page, command).isEmpty();
      boolean reads = READING.contains(command.get(0)) && !command.contains("--help");
      if (reads && command.stream().noneMatch(CommandsTest::isThere)) {
        CommandHere.Ended ended = CommandHere.run(command);
        assertThat(ended.code()).as("%s: %s\n%s", page, command, ended.err()).isEqualTo(2);
        assertThat(ended.err().strip())
            .as("%s: %s", page, command)
            .hasLineCount(1)
            .satisfiesAnyOf(
                said ->
                    assertThat(said)
                        .containsAnyOf("no file ", "no such file", "is no file")
                        .containsAnyOf(command.toArray(String[]::new)),
                // Of a file of sequences the target is known by its content.
                said ->
                    assertThat(said.startsWith("penstock: no target") && sequences(command))
                        .isTrue());
      }
    }
  }

  private static boolean sequences(List<String> command) {
    return !command.contains("--target") && command.get(1).endsWith(".tsv");
  }

  /** A file that a word names, from the folder of this module or from that of the checkout. */
  private static boolean isThere(String word) {
    return word.contains(".")
        && (Files.exists(Path.of(word)) || Files.exists(Path.of("..").resolve(word)))
        && !word.endsWith("passengers.csv");
  }

  @Test
  void commandsAreFoundWithoutPromptsCommentsPipesAndVariables() {
    Page page =
        new Page(
            "example",
            """
            ```sh
            X=1 ./penstock backends   # all
            penstock train a.csv \\
                --step 'log: b' | head
            echo penstock
            ```
            ```
            $ ./penstock verify m.onnx
            ok
            ```
            ```java
            penstock.train();
            ```
            """);

    assertThat(page.commands())
        .containsExactly(
            List.of("backends"),
            List.of("train", "a.csv", "--step", "log: b"),
            List.of("verify", "m.onnx"));
  }
}
