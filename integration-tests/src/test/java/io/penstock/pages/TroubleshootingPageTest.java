package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.cli.CommandHere;
import io.penstock.endtoend.Checkout;
import io.penstock.endtoend.EndToEndTest;
import io.penstock.endtoend.ShellLine;
import io.penstock.error.ErrorCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/troubleshooting.md}: what it says that the command prints, the command prints, or,
 * where that takes another machine, stands in the sources.
 */
class TroubleshootingPageTest extends EndToEndTest {
  private static final Page PAGE = Page.of("docs/troubleshooting.md");

  /** A value that is put into a message. */
  private static final int LONGEST_VALUE = 32;

  /** The files that the page's commands name, each with what is wrong with it. */
  private void setTheScene() throws Exception {
    passengers();
    model("pytorch");
    List<String> lines = Files.readAllLines(Checkout.airline());
    data("number.csv", with(lines, 49, "1953-01,19..6"));
    List<String> unsorted = new ArrayList<>(lines);
    Collections.swap(unsorted, 21, 101);
    data("unsorted.csv", unsorted);
    List<String> twice = new ArrayList<>(lines);
    twice.add(lines.get(144));
    data("twice.csv", twice);
    data("cells.csv", with(lines, 40, lines.get(40) + ",7"));
    data("short.csv", lines.subList(0, 21));
    data("gap.csv", with(lines, 138, "1960-06,"));
    data("flat.csv", rows(lines, row -> row.split(",")[0] + ",5"));
    List<String> semicolons = rows(lines, row -> row.replace(",", ";") + ",000");
    data("semicolons.csv", with(semicolons, 0, "month;passengers"));
    data(
        "daily.csv",
        IntStream.rangeClosed(0, 31)
            .mapToObj(
                day -> day == 0 ? lines.get(0) : String.format("1960-01-%02d,%d", day, 300 + day))
            .toList());
    write(
        "experiment.yaml",
        "data: passengers.csv\ntarget: passengers\nhorizn: 12\nunits: [64, many]\n");
    byte[] model = Files.readAllBytes(folder.resolve("passengers.onnx"));
    Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(model, 30_000));
    Files.createDirectory(folder.resolve("run"));
    for (int epoch = 1; epoch <= 2; epoch++) {
      write("run/epoch-00000" + epoch + ".checkpoint", "");
    }
  }

  private void data(String name, List<String> lines) throws IOException {
    write(name, String.join("\n", lines) + "\n");
  }

  private static List<String> with(List<String> lines, int index, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(index, line);
    return changed;
  }

  private static List<String> rows(List<String> lines, UnaryOperator<String> change) {
    List<String> changed = new ArrayList<>(List.of(lines.get(0)));
    lines.stream().skip(1).map(change).forEach(changed::add);
    return changed;
  }

  @Test
  void theCommandsOfThePagePrintWhatThePageSays() throws Exception {
    setTheScene();
    List<Page.Block> blocks = PAGE.blocks("").stream().filter(Page.Block::isConsole).toList();
    assertThat(blocks).hasSizeGreaterThan(20);

    for (Page.Block block : blocks) {
      List<String> words = ShellLine.words(block.lines().get(0).substring(2));
      List<String> shown = block.lines().subList(1, block.lines().size());
      CommandHere.Ended ended =
          CommandHere.run(words.subList(1, words.size()).stream().map(this::inTheFolder).toList());
      List<String> said = ended.err().replace(folder + File.separator, "").lines().toList();

      assertThat(words.get(0)).isEqualTo("penstock");
      assertThat(ended.code()).as(block + ": " + said).isEqualTo(2);
      assertThat(said).as(block.lines().get(0)).containsSequence(shown);
    }
  }

  /**
   * The command runs in this JVM, which cannot change its folder: files are named by their paths.
   */
  private String inTheFolder(String word) {
    return word.matches(".*\\.(csv|onnx|yaml)|run") ? folder.resolve(word).toString() : word;
  }

  static List<String> quoted() {
    return PAGE.blocks("text").stream().flatMap(block -> block.lines().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("quoted")
  void aMessageThatIsQuotedStandsInTheSources(String message) throws IOException {
    Sources sources = Sources.ofTheProduct();

    assertThat(message).startsWith("penstock: ");
    for (String part : message.substring("penstock: ".length()).split("…")) {
      assertThat(sources.unknownIn(part))
          .as("parts of \"%s\" that stand in no source", part)
          .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(LONGEST_VALUE));
    }
  }

  @Test
  void whatStandsInNoSourceIsFound() throws IOException {
    assertThat(
            Sources.ofTheProduct()
                .unknownIn(
                    "x.csv, line 7: sheep may safely graze where no shepherd has ever been before."))
        .anySatisfy(value -> assertThat(value).hasSizeGreaterThan(LONGEST_VALUE));
  }

  @ParameterizedTest
  @EnumSource
  void everyErrorCodeHasItsSection(ErrorCode code) {
    assertThat(PAGE.text().lines()).anyMatch(line -> line.startsWith("## " + code.name() + ": "));
  }

  @Test
  void everyExitCodeHasItsRow() {
    List<String> rows =
        Page.rows(PAGE.section("Exit codes")).stream().map(row -> row.get(0)).toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            CommandHere.exitCodes().values().stream()
                .map(code -> code == 128 ? "128 + n" : code.toString())
                .collect(Collectors.toList()));
  }
}
