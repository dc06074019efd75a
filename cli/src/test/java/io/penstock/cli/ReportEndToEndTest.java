package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of the commands, on a small series and with real engines. */
class ReportEndToEndTest {
  @TempDir private static Path folder;
  private static Path data = Path.of("");
  private static Path model = Path.of("");
  private static Path page = Path.of("");
  private static Ran training = new Ran(-1, "", "");

  @BeforeAll
  static void train() {
    data = folder.resolve("sine.csv");
    model = folder.resolve("sine.onnx");
    page = folder.resolve("sine.html");
    Ran.penstock("generate", "sine", "--rows", "600", "--out", data.toString());
    training = train("--quantiles=0.1,0.5,0.9", "--out=" + model, "--report=" + page);
  }

  private static Ran train(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                data.toString(),
                "--target=value",
                "--look-back=24",
                "--horizon=6",
                "--units=4",
                "--epochs=2"));
    arguments.addAll(List.of(more));
    return Ran.penstock(arguments.toArray(new String[0]));
  }

  private static Document read(Path file) throws IOException {
    return Jsoup.parse(file);
  }

  @Test
  void aTrainingHasAPageWithAllThatThereIsToSee() throws IOException {
    assertThat(training.code()).as(training.err()).isZero();
    assertThat(training.out().lines()).contains("Report: " + page);
    Document html = read(page);
    assertThat(html.select("main > section").eachAttr("id"))
        .containsExactly(
            "scores",
            "data",
            "forecasts",
            "horizon",
            "residuals",
            "decomposition",
            "training",
            "configuration");
    assertThat(html.select("pre code").text())
        .isEqualTo(
            "penstock train "
                + data
                + " --target=value --look-back=24 --horizon=6 --units=4 --epochs=2 --quantiles=0.1,0.5,0.9 --out="
                + model
                + " --report="
                + page);
    assertThat(html.select("#configuration table").text()).contains("look-back 24 Window");
    assertThat(html.select("#forecast-chart .says").text())
        .contains("The interval from 10 % to 90 %");
    assertThat(page).isNotEmptyFile();
    assertThat(Files.size(page)).isLessThan(2_000_000);
  }

  @Test
  void theForecastsThatAreShownAreThoseThatWereScored() throws IOException {
    String windows = read(page).select("#scores caption").first().text();

    assertThat(windows).isEqualTo("On the test part, 115 windows");
    assertThat(read(page).select("#forecasts > p").text())
        .isEqualTo("All 115 windows of the test part.");
  }

  @Test
  void theIntervalsOfACalibratedModelAreShownAndScored() throws IOException {
    Path file = folder.resolve("calibrated.html");
    Ran ran =
        train(
            "--intervals=conformal",
            "--json",
            "--out=" + folder.resolve("calibrated.onnx"),
            "--report=" + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    Document html = read(file);
    assertThat(html.select("#forecast-chart .says").text())
        .contains("The interval from 5 % to 95 %");
    assertThat(html.select("#scores thead").first().text()).contains("coverage").contains("width");
    JsonNode scores = new ObjectMapper().readTree(ran.out()).findValue("steps").get(0).get("test");
    assertThat(html.select("#forecast-chart .says").first().text())
        .contains(
            String.format("holds %.1f %% of what came", 100 * scores.get("coverage").doubleValue()))
        .containsPattern(
            String.format("mean absolute error %.3f", scores.get("mae").doubleValue()));
  }

  @Test
  void theSameTrainingGivesTheSamePageButForTheTime() throws IOException {
    Path first = folder.resolve("twice.html");
    String[] again = {"--out=" + folder.resolve("twice.onnx"), "--report=" + first};
    train(again);
    String one = Files.readString(first);
    train(again);

    String timeless = "[0-9-]{10}T[0-9:]{8}Z";
    assertThat(Files.readString(first).replaceAll(timeless, ""))
        .isEqualTo(one.replaceAll(timeless, ""));
  }

  @Test
  void anEvaluationHasAPage() throws IOException {
    Path file = folder.resolve("evaluation.html");

    Ran ran =
        Ran.penstock("evaluate", model.toString(), data.toString(), "--report", file.toString());

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(read(file).select("#scores caption").text()).contains("571 windows");
    assertThat(read(file).select("#forecasts > p").text()).startsWith("All 571 windows of ");
  }

  @Test
  void aComparisonHasAPage() throws IOException {
    Path file = folder.resolve("engines.html");

    Ran ran =
        Ran.penstock(
            "compare",
            data.toString(),
            "--target=value",
            "--look-back=12",
            "--units=2",
            "--epochs=1",
            "--report=" + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    Document html = read(file);
    assertThat(ran.out()).contains("RMSE").doesNotContain("adj. R²", "WAPE");
    assertThat(html.select("#engines table").first().text())
        .contains("RMSE")
        .doesNotContain("adj. R²", "WAPE");
    assertThat(html.select(".verdict").text()).contains("pytorch").contains("agree");
    assertThat(html.select("main > section").eachAttr("id"))
        .containsExactly("engines", "data", "configuration");
  }

  @Test
  void aBacktestHasAPageOfItsFolds() throws IOException {
    Path file = folder.resolve("folds.html");

    Ran ran =
        Ran.penstock(
            "backtest",
            data.toString(),
            "--target=value",
            "--look-back=12",
            "--units=2",
            "--epochs=1",
            "--folds=3",
            "--report=" + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    Document html = read(file);
    assertThat(html.select("main > section").eachAttr("id"))
        .containsExactly("folds", "data", "configuration");
    assertThat(html.select("#folds tbody tr")).hasSize(3);
    assertThat(html.select(".verdict").text()).isNotEmpty();
  }

  @Test
  void trialsHaveAPageWithTheirTableAndTheLossesOfAllInOneChart() throws IOException {
    Path file = folder.resolve("trials.html");
    Path config = trials();

    Ran ran = Ran.penstock("trials", "--config=" + config, "--report=" + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).contains("Report: " + file);
    Document html = read(file);
    assertThat(html.select("main > section").eachAttr("id"))
        .startsWith("trials", "scores", "data", "forecasts")
        .contains("training", "configuration");
    assertThat(html.select("#trials table").get(0).select("tbody th").eachText())
        .startsWith("as it is", "wide <b>", "long")
        .last()
        .asString()
        .startsWith("baseline: ");
    assertThat(html.select("#trials tr.chosen")).hasSize(1);
    assertThat(html.select("#trials table").last().select("tbody tr").eachText())
        .containsExactly(
            "as it is nothing: the experiment", "wide <b> units: 4", "long look-back: 24");
    JsonNode chart =
        new ObjectMapper()
            .readTree(html.select("#trial-losses script").get(0).data())
            .at("/charts/");
    assertThat(chart.at("/panels")).hasSize(1);
    List<String> layers = new ArrayList<>();
    chart
        .at("/panels/0/layers")
        .forEach(
            layer ->
                layers.add(
                    layer.path("kind").asText()
                        + " "
                        + layer.path("name").asText()
                        + " "
                        + layer.path("detail").asText()));
    assertThat(layers)
        .containsExactly(
            "line as it is validation",
            "line as it is training",
            "dot as it is ",
            "line wide <b> validation",
            "line wide <b> training",
            "dot wide <b> ",
            "line long validation",
            "line long training",
            "dot long ");
    assertThat(html.select("#trial-losses .says").text())
        .contains("A dot marks the epoch whose weights were kept: as it is keeps epoch ");
    assertThat(html.select(".verdict").text()).startsWith("Best on the validation part, by which");
  }

  @Test
  void trialsInFoldsHaveAPageWithTheirScoresByFold() throws IOException {
    Path file = folder.resolve("trial-folds.html");

    Ran ran =
        Ran.penstock(
            "trials", "--config=" + trials(), "--judged-on=folds", "--folds=3", "--report=" + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    Document html = read(file);
    assertThat(html.select("main > section").eachAttr("id"))
        .containsExactly("trials", "data", "configuration");
    JsonNode chart =
        new ObjectMapper()
            .readTree(html.select("#trial-folds script").get(0).data())
            .at("/charts/");
    assertThat(chart.at("/panels/0/layers")).hasSize(4);
    assertThat(chart.at("/panels/0/layers/0/y")).hasSize(3);
    assertThat(chart.at("/panels/0/layers/3/name").asText()).startsWith("baseline: ");
  }

  /** The experiment itself has no promotions in its series, which the best variant needs. */
  @Test
  void theBestVariantIsShownAndTrainedOnceMoreWithColumnsOfItsOwn() throws IOException {
    Path sales = folder.resolve("sales.csv");
    Path file = folder.resolve("columns.html");
    Path best = folder.resolve("columns.onnx");
    Ran.penstock("generate", "sales", "--rows=300", "--out=" + sales);
    Path config =
        Files.writeString(
            folder.resolve("columns.yaml"),
            "data: sales.csv\ntarget: sales\nlook-back: 8\nunits: 4\nanchor: none\nepochs: 1\n"
                + "features: [price]\nlearning-rate: 1e-5\nvariants: [{name: informed,"
                + " features: [sales, price, promotion], epochs: 20, learning-rate: 0.02}]\n");

    Ran page = Ran.penstock("trials", "--config=" + config, "--report=" + file);
    Ran folds =
        Ran.penstock(
            "trials",
            "--config=" + config,
            "--judged-on=folds",
            "--folds=2",
            "--test-file=" + sales,
            "--out=" + best);

    assertThat(page.code()).as(page.err()).isZero();
    assertThat(page.out()).contains("by which it is chosen: informed, ");
    assertThat(read(file).select("main > section").eachAttr("id")).contains("forecasts");
    assertThat(folds.code()).as(folds.err()).isZero();
    assertThat(folds.out()).contains("Model of informed: " + best);
    assertThat(Ran.penstock("evaluate", best.toString(), sales.toString()).code()).isZero();
  }

  private static Path trials() throws IOException {
    return Files.writeString(
        folder.resolve("trials.yaml"),
        "data: sine.csv\ntarget: value\nlook-back: 12\nunits: 2\nepochs: 2\n"
            + "variants: [{name: wide <b>, units: 4}, {name: long, look-back: 24}]\n");
  }

  @Test
  void aDiagnosisHasAPageOfItsFindings() throws IOException {
    Path file = folder.resolve("findings.html");

    Ran ran =
        Ran.penstock("diagnose", data.toString(), model.toString(), "--report", file.toString());

    assertThat(ran.code()).as(ran.err()).isZero();
    Document html = read(file);
    assertThat(html.select("#findings tbody tr")).isNotEmpty();
    assertThat(html.select(".verdict").text()).contains("The gravest is of ");
    assertThat(Ran.penstock("diagnose", data.toString(), "--report", data.toString()).err())
        .contains("--report: " + data + " is an input of this command; name another file.");
  }

  @Test
  void objectsForProgramsNameThePage() throws IOException {
    Path file = folder.resolve("named.html");
    String[] small = {"--target=value", "--look-back=12", "--units=2", "--epochs=1", "--folds=2"};
    List<List<String>> commands =
        List.of(
            List.of("evaluate", model.toString(), data.toString()),
            List.of("diagnose", data.toString(), model.toString()),
            List.of("compare", data.toString(), small[0], small[1], small[2], small[3]),
            List.of("backtest", data.toString(), small[0], small[1], small[2], small[3], small[4]));
    for (List<String> command : commands) {
      assertThat(named(command, "--report=" + file)).as(command.get(0)).isEqualTo(file.toString());
      assertThat(named(command)).as(command.get(0)).isEqualTo("null");
    }
  }

  private static String named(List<String> command, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of(more));
    arguments.add("--json");
    Ran ran = Ran.penstock(arguments.toArray(new String[0]));
    assertThat(ran.code()).as(ran.err()).isZero();
    return new ObjectMapper().readTree(ran.out()).get("report").asText();
  }

  @Test
  void columnsWithHostileNamesAreShownAsTheyAre() throws IOException {
    Path hostile = folder.resolve("hostile.csv");
    Files.writeString(
        hostile, Files.readString(data).replaceFirst("value", "<script>alert(1)</script>"));
    Path file = folder.resolve("hostile.html");

    Ran ran =
        Ran.penstock(
            "train",
            hostile.toString(),
            "--target=<script>alert(1)</script>",
            "--look-back=12",
            "--units=2",
            "--epochs=1",
            "--out=" + folder.resolve("hostile.onnx"),
            "--report=" + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(Files.readString(file)).doesNotContain("<script>alert");
    assertThat(read(file).select("h1").text()).startsWith("<script>alert(1)</script>, 1 row");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldBeforeTraining() {
    Ran ran = train("--report=" + folder.resolve("absent").resolve("page.html"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("its directory does not exist. Create it first, or choose another place.")
        .doesNotContain("epoch 1");
  }

  @Test
  void aPageIsNeverWrittenOverTheDataOrTheModel() {
    assertThat(train("--report=" + data).err())
        .contains("--report: " + data + " is where the data are; name another file.");
    assertThat(train("--out=" + model, "--report=" + model).err())
        .contains("--report: " + model + " is where the model is to be; name another file.");
    assertThat(
            Ran.penstock(
                    "evaluate", model.toString(), data.toString(), "--report", model.toString())
                .err())
        .contains("--report: " + model + " is an input of this command; name another file.");
    Path both = folder.resolve("both");
    assertThat(
            Ran.penstock(
                    "backtest",
                    data.toString(),
                    "--target=value",
                    "--out=" + both,
                    "--report=" + both)
                .err())
        .contains("--out: " + both + " is where the report is to be; name another file.");
  }

  @Test
  void rowsBetweenFoldsAreNoStepOfThePreparation() {
    assertThat(Ran.penstock("backtest", data.toString(), "--target=value", "--step", "24").err())
        .contains(
            "--step: 24 is no step of the preparation; for rows between folds give --fold-step 24.");
  }
}
