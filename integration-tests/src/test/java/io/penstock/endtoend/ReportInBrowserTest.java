package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Pages in a real browser: every chart is drawn and nothing goes wrong. */
class ReportInBrowserTest extends EndToEndTest {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** The one that PENSTOCK_CHROMIUM names, or one on the PATH. */
  private static Optional<Path> chromium() {
    Optional<Path> named = Optional.ofNullable(System.getenv("PENSTOCK_CHROMIUM")).map(Path::of);
    Stream<Path> found =
        Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(named.stream(), found).filter(Files::isExecutable).findFirst();
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void everyChartIsDrawnWithoutAnError(String backend) throws Exception {
    assumeTrue(
        chromium().isPresent(),
        "no Chromium: name one in PENSTOCK_CHROMIUM or put it on the PATH to look at pages");
    passengers();
    succeed(
        "train",
        "passengers.csv",
        "--target=passengers",
        "--horizon=12",
        "--quantiles=0.1,0.5,0.9",
        "--units=8",
        "--epochs=3",
        "--backend=" + backend,
        "--report=page.html");

    Seen light = look("page.html", "1");
    Seen dark = look("page.html", "0");

    for (Seen seen : List.of(light, dark)) {
      assertThat(seen.messages()).doesNotContain("CONSOLE");
      assertThat(seen.page()).doesNotContain("data-error=");
      long figures = count(seen.page(), "<figure ");
      assertThat(figures).isGreaterThanOrEqualTo(9);
      assertThat(seen.page()).contains("data-charts=\"" + figures + "\"");
      assertThat(count(seen.page(), "data-drawn=")).isEqualTo(figures);
      assertThat(count(seen.page(), "<svg ")).isEqualTo(figures);
      assertThat(count(seen.page(), "<path ")).isGreaterThan(20 * figures);
    }
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aPageOfLabelsIsDrawn(String backend) throws Exception {
    assumeTrue(chromium().isPresent(), "no Chromium");
    succeed("generate", "anomalies", "--rows=3000", "--out=sensor.csv");
    succeed(
        "train",
        "sensor.csv",
        "--target=anomaly",
        "--head=sigmoid",
        "--look-back=24",
        "--units=4",
        "--epochs=1",
        "--backend=" + backend,
        "--report=labels.html");

    Seen seen = look("labels.html", "1");

    assertThat(seen.messages()).doesNotContain("CONSOLE");
    assertThat(count(seen.page(), "data-drawn=")).isEqualTo(count(seen.page(), "<figure "));
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void pagesOfTrialsAreDrawn(String backend) throws Exception {
    assumeTrue(chromium().isPresent(), "no Chromium");
    passengers();
    write(
        "trials.yaml",
        "data: passengers.csv\ntarget: passengers\nunits: 8\nepochs: 3\n"
            + "variants: [{name: slow, learning-rate: 0.0001}, {name: amounts, loss: mae}]\n");
    String[] trials = {"trials", "--config=trials.yaml", "--backend=" + backend};
    succeed(with(new String[] {"--report=parts.html"}, trials));
    succeed(with(new String[] {"--judged-on=folds", "--folds=3", "--report=folds.html"}, trials));

    for (String page : List.of("parts.html", "folds.html")) {
      Seen seen = look(page, "1");
      assertThat(seen.messages()).doesNotContain("CONSOLE");
      assertThat(seen.page()).doesNotContain("data-error=");
      assertThat(count(seen.page(), "data-drawn=")).isEqualTo(count(seen.page(), "<figure "));
    }
  }

  private static long count(String text, String what) {
    return Pattern.compile(what, Pattern.LITERAL).matcher(text).results().count();
  }

  /**
   * What a browser made of a page.
   *
   * @param page as it was after its scripts
   * @param messages of the browser and of the page's console
   */
  private record Seen(String page, String messages) {}

  /** Looks at a page; the scheme is 0 for dark and 1 for light. */
  private Seen look(String name, String scheme) throws IOException, InterruptedException {
    Path page = folder.resolve("seen.html");
    Path messages = folder.resolve("messages.txt");
    Process browser =
        new ProcessBuilder(
                chromium().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("browser"),
                "--blink-settings=preferredColorScheme=" + scheme,
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
                "--dump-dom",
                folder.resolve(name).toUri().toString())
            .redirectOutput(page.toFile())
            .redirectError(messages.toFile())
            .start();
    assertThat(browser.waitFor(120, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    return new Seen(
        Files.readString(page), Files.readString(messages, StandardCharsets.ISO_8859_1));
  }
}
