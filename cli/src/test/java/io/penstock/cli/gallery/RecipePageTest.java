package io.penstock.cli.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a recipe's page, and how one that is written otherwise is refused. */
class RecipePageTest {
  private static final String PAGE =
      """
      # 4. A `sine`

      A layer learns [a sine](sine.md) with 0.1
      of **noise**. More follows.

      ```sh
      # The data.
      penstock generate sine --out sine.csv
      penstock train sine.csv \\
          --target value --step 'lag: {columns: [value], rows: [1]}'
      ```

      ```sh
      rm -r /
      ```
      """;

  @Test
  void headingFirstSentenceAndFirstBlockAreRead() {
    RecipePage page = RecipePage.read("README.md", PAGE);

    assertThat(page.number()).isEqualTo(4);
    assertThat(page.title()).isEqualTo("A sine");
    assertThat(page.summary()).isEqualTo("A layer learns a sine with 0.1 of noise.");
    assertThat(page.commands())
        .containsExactly(
            List.of("penstock", "generate", "sine", "--out", "sine.csv"),
            List.of(
                "penstock",
                "train",
                "sine.csv",
                "--target",
                "value",
                "--step",
                "lag: {columns: [value], rows: [1]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "# 4. A; # A; must begin with a heading as '# 4. Title'",
        "'# 4. A `sine`\n'; ''; must begin with a heading",
        "A layer learns; ```sh; must have a sentence below the heading",
        "```sh; ```; must have a block that begins with ```sh",
        "penstock generate; ./penstock generate; not './penstock generate sine --out sine.csv'",
        "penstock generate; cd x && penstock generate; only a shell knows what & is in",
        "--out sine.csv; > sine.csv; only a shell knows what > is in",
        "--target value; --target 'value; the quote ' is not closed"
      })
  void aPageThatIsNotWrittenSoIsADefectThatNamesTheFile(String part, String by, String message) {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> RecipePage.read("04-sine/README.md", PAGE.replace(part, by)))
        .satisfies(thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.INTERNAL))
        .withMessageStartingWith("The recipe's page 04-sine/README.md must ")
        .withMessageContaining(message);
  }

  @Test
  void aBlockWithoutACommandIsADefect() {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> RecipePage.read("a.md", "# 1. A\n\nB.\n\n```sh\n# nothing\n```\n"))
        .withMessageContaining("must have a command in its first block of shell");
  }
}
