package io.penstock.cli.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes are found by number and by name, and their files never replace a user's. */
class GalleryTest {
  @TempDir Path folder;
  private Path examples;
  private Gallery gallery;

  @BeforeEach
  void twoRecipes() throws IOException {
    examples = folder.resolve("examples");
    recipe("04-sine-relu", 4);
    recipe("12-stacked-dropout", 12);
    Files.createDirectories(examples.resolve("airline"));
    gallery = Gallery.in(examples);
  }

  private Path recipe(String name, int number) throws IOException {
    Path recipe = Files.createDirectories(examples.resolve(name));
    Files.writeString(
        recipe.resolve("README.md"),
        "# "
            + number
            + ". Title\n\nOne sentence.\n\n```sh\npenstock generate sine --out sine.csv\n```\n");
    Files.writeString(recipe.resolve("experiment.yaml"), "data: sine.csv\n");
    Files.writeString(recipe.resolve("given.csv"), "value\n1\n");
    Files.writeString(recipe.resolve("report.png"), "a picture");
    return recipe;
  }

  @Test
  void foldersThatBeginWithANumberAreRecipesInOrder() {
    assertThat(gallery.recipes()).extracting(Recipe::number).containsExactly(4, 12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "04", "04-sine-relu", "sine-relu"})
  void aRecipeIsFoundByNumberAndByName(String wanted) {
    assertThat(gallery.named(wanted).name()).isEqualTo("04-sine-relu");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sine-rele | There is no example sine-rele. Did you mean sine-relu?",
        "12-stacked-dropuot | There is no example 12-stacked-dropuot. Did you mean 12-stacked-dropout?",
        "SINE | There is no example SINE. Did you mean sine-relu? penstock",
        "e | There is no example e. Did you mean sine-relu or stacked-dropout?",
        "quite-another | There is no example quite-another. penstock examples lists them.",
        "16 | There is no example 16. There are 4, 12; penstock examples lists them.",
        "-1 | There is no example -1. There are 4, 12;",
        "99999999999 | There is no example 99999999999. There are 4, 12;"
      })
  void whatIsMisspeltOrOutOfRangeIsToldApart(String wanted, String message) {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> gallery.named(wanted))
        .satisfies(thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CONFIG))
        .withMessageStartingWith(message);
  }

  @Test
  void aCopiedPageHasNoLinkToWhatIsNotCopied() throws IOException {
    Path page = examples.resolve("04-sine-relu/README.md");
    Files.writeString(
        page,
        Files.readString(page)
            + "\nAs in [recipe\n12](../12-stacked-dropout/README.md), see [steps](../../docs/preparation.md#steps).\n"
            + "![The page](report.png) on [ONNX](https://onnx.ai).\n");
    Path copied = folder.resolve("mine");

    gallery.named("4").copyTo(copied);

    assertThat(Files.readString(copied.resolve("README.md")))
        .endsWith(
            "\nAs in recipe\n12, see steps.\n![The page](report.png) on [ONNX](https://onnx.ai).\n");
  }

  @Test
  void aNumberOfAnotherFolderIsADefect() throws IOException {
    recipe("05-other", 6);

    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> Gallery.in(examples))
        .withMessage(
            "The recipe's page 05-other/README.md has the number 6, but its folder has another.");
  }

  @Test
  void aNumberThatTwoHaveIsADefect() throws IOException {
    recipe("04-other", 4);

    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> Gallery.in(examples))
        .withMessageContaining("04-other")
        .withMessageContaining("04-sine-relu")
        .withMessageEndingWith("have the same number.");
  }

  @Test
  void toRunItTheFolderGetsWhatCommandsReadAndMayHoldItAlready() throws IOException {
    Path place = folder.resolve("here/run");
    Recipe recipe = gallery.named("4");

    recipe.prepare(place);
    Files.writeString(place.resolve("sine.csv"), "written by the command");
    recipe.prepare(place);

    assertThat(place.toFile().list())
        .containsExactlyInAnyOrder("experiment.yaml", "given.csv", "sine.csv");
  }

  @Test
  void aFileThatTheUserHasChangedIsNamedAndStays() throws IOException {
    Path place = folder.resolve("run");
    gallery.named("4").prepare(place);
    Files.writeString(place.resolve("given.csv"), "mine");
    Files.delete(place.resolve("experiment.yaml"));

    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> gallery.named("4").prepare(place))
        .satisfies(thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CONFIG))
        .withMessageStartingWith(place.resolve("given.csv") + " is not the recipe's own")
        .withMessageContaining("penstock examples show 4")
        .withMessageContaining("--dir");
    assertThat(place.resolve("given.csv")).hasContent("mine");
    assertThat(place.resolve("experiment.yaml")).doesNotExist();
  }

  @Test
  void aCopyHoldsEveryFileButThoseThatItsCommandsWrite() throws IOException {
    Files.writeString(examples.resolve("04-sine-relu/sine.csv"), "left by a run");
    Path place = folder.resolve("mine");

    gallery.named("4").copyTo(place);

    assertThat(place.toFile().list())
        .containsExactlyInAnyOrder("README.md", "experiment.yaml", "given.csv", "report.png");
  }

  @Test
  void aCopyOverwritesNothing() throws IOException {
    Path place = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(place.resolve("experiment.yaml"), "data: sine.csv\n");

    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> gallery.named("4").copyTo(place))
        .satisfies(thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CONFIG))
        .withMessageStartingWith(place.resolve("experiment.yaml") + " exists");
    assertThat(place.toFile().list()).containsExactly("experiment.yaml");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right of their own")
  void aLinkThatLeadsNowhereIsNotWrittenOver() throws IOException {
    Path place = Files.createDirectories(folder.resolve("mine"));
    Path link = place.resolve("given.csv");
    Files.createSymbolicLink(link, Path.of("nowhere.csv"));

    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> gallery.named("4").copyTo(place))
        .withMessageStartingWith(link + " exists");
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> gallery.named("4").prepare(place))
        .withMessageStartingWith(link + " is not the recipe's own");
    assertThat(place.toFile().list()).containsExactly("given.csv");
  }

  @Test
  void aPlaceThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> gallery.named("4").copyTo(file))
        .satisfies(thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .withMessage(
            "Cannot make the folder %1$s: %1$s is a file. Name another place.",
            file.toAbsolutePath());
  }
}
