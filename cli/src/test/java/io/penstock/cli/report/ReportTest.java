package io.penstock.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.experiment.Split;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Instant THEN = Instant.parse("2025-06-01T12:00:00Z");
  private static final String HOSTILE = "</script><script>alert('x')</script>&\"";

  private static Series series(int rows, String... columns) {
    Random random = new Random(3);
    long[] times = new long[rows];
    float[] values = new float[rows * columns.length];
    for (int row = 0; row < rows; row++) {
      times[row] = 3_600_000L * (row < rows / 2 ? row : row + 100);
      for (int k = 0; k < columns.length; k++) {
        values[row * columns.length + k] =
            (float) (Math.sin(row * 0.26) + 0.2 * random.nextGaussian());
      }
    }
    values[columns.length * (rows / 3)] = 40;
    return Series.of("data.csv", List.of(columns), times, values, new Frequency(1, TimeStep.HOUR));
  }

  private static Evaluation evaluation(double model) {
    return new Evaluation(
        12,
        24,
        Metric.MAE,
        new Scores(Map.of(Metric.MAE, model, Metric.R2, 0.5)),
        Map.of(
            Baseline.LAST_VALUE,
            new Scores(Map.of(Metric.MAE, 2.0, Metric.R2, 0.1)),
            Baseline.SEASONAL_NAIVE,
            new Scores(Map.of(Metric.MAE, 3.0, Metric.R2, 0.0))));
  }

  private static Document parsed(ReportContent content) {
    return Jsoup.parse(Report.page(content));
  }

  private static ReportContent.Builder begun() {
    return ReportContent.of("load, 24 rows ahead", "penstock train data.csv --target load", THEN);
  }

  @Test
  void theVerdictComesBeforeTheScoresAndTheScoresBeforeTheCharts() {
    Document page =
        parsed(
            begun()
                .series(series(500, "load"))
                .split(Split.DEFAULT)
                .evaluation(Optional.of(evaluation(1)), "the test part")
                .build());

    assertThat(page.select("h1").text()).isEqualTo("load, 24 rows ahead");
    assertThat(page.select("header .verdict").text())
        .startsWith("The model's MAE of 1 is 50 % below");
    assertThat(page.select("main > section").eachAttr("id"))
        .containsExactly("scores", "data", "configuration");
    assertThat(page.select("#scores tbody tr:first-child").text()).isEqualTo("model 1.000 0.500");
  }

  @Test
  void aModelThatLosesIsToldSoAtTheTop() {
    Document page = parsed(begun().evaluation(Optional.of(evaluation(5)), "the test part").build());

    assertThat(page.select("header .verdict").text()).contains("do not deploy it");
  }

  @Test
  void whatThereIsNothingOfHasNoSection() {
    Document page = parsed(begun().build());

    assertThat(page.select("main > section").eachAttr("id")).containsExactly("configuration");
    assertThat(page.select("figure")).isEmpty();
  }

  @Test
  void everyChartHasATitleUnitsWordsAndDataThatCanBeRead() throws IOException {
    Document page =
        parsed(begun().series(series(30_000, "load", "wind", "sun")).split(Split.DEFAULT).build());

    assertThat(page.select("figure")).isNotEmpty();
    for (Element figure : page.select("figure")) {
      assertThat(figure.select("figcaption h3").text()).isNotEmpty();
      assertThat(figure.select("figcaption .says").text()).isNotEmpty();
      assertThat(figure.select(".chart").attr("role")).isEqualTo("img");
      assertThat(figure.select(".chart").attr("aria-label")).isNotEmpty();
      JsonNode data = new ObjectMapper().readTree(figure.select("script").html());
      assertThat(data.get("charts")).isNotEmpty();
      for (JsonNode chart : data.get("charts")) {
        assertThat(chart.at("/x/label").asText()).isNotEmpty();
        assertThat(chart.get("words").asText()).isNotEmpty();
        for (JsonNode panel : chart.get("panels")) {
          assertThat(panel.at("/y/label").asText()).isNotEmpty();
          for (JsonNode layer : panel.get("layers")) {
            assertThat(layer.get("y")).hasSize(places(chart, layer.get("x").asInt()));
          }
        }
      }
    }
  }

  private static int places(JsonNode chart, int at) {
    JsonNode places = chart.get("places").get(at);
    if (places.has("at")) {
      return places.get("at").size();
    }
    int count = 1;
    for (JsonNode step : places.get("steps")) {
      count += step.isArray() ? step.get(0).asInt() : 1;
    }
    return count;
  }

  @Test
  void partsGapsAndValuesFarOutAreInTheChartAndItsWords() throws IOException {
    Document page = parsed(begun().series(series(900, "load")).split(Split.DEFAULT).build());

    assertThat(page.select("#data-chart .says").text()).contains("none missing, 1 far out");
    assertThat(page.select("#data dl").text()).contains("Gaps 1 gap in the times", "Test part 180");
    JsonNode chart =
        new ObjectMapper().readTree(page.select("#data-chart script").html()).at("/charts/0-0");
    List<String> marks = new ArrayList<>();
    chart.get("marks").forEach(mark -> marks.add(mark.get("label").asText()));
    assertThat(marks).containsExactly("validation", "test", "");
    assertThat(chart.at("/panels/0/layers/1/y").toString()).isEqualTo("[40]");
  }

  @Test
  void wordsOfUsersAreTextAndNothingElse() {
    Document page =
        parsed(
            ReportContent.of(HOSTILE, "penstock train '" + HOSTILE + "'", THEN)
                .notices(List.of(HOSTILE))
                .series(series(300, HOSTILE, "b"))
                .findings(List.of(new ReportContent.Said("grave", HOSTILE, HOSTILE, HOSTILE)))
                .settings(List.of(new ReportContent.StatedSetting("Data", "target", HOSTILE, true)))
                .build());
    Document plain = parsed(begun().series(series(300, "a", "b")).build());

    assertThat(page.select("h1").text()).isEqualTo(HOSTILE);
    assertThat(page.select("script")).hasSameSizeAs(plain.select("script"));
    assertThat(page.select("#data-chart .says").text()).startsWith(HOSTILE);
    assertThat(page.select("option").eachText()).containsExactly(HOSTILE, "b");
    assertThat(page.select("#findings td").eachText()).contains(HOSTILE);
  }

  @Test
  void controlCharactersDoNotGetIntoThePage() {
    String page = Report.page(ReportContent.of("a\u0000b\u001b\uD800c", "x", THEN).build());

    assertThat(page).contains("<h1>a\uFFFDb\uFFFD\uFFFDc</h1>");
  }

  @Test
  void thePageAsksForNothingFromAnywhere() {
    Document page = parsed(begun().series(series(300, "load")).build());

    assertThat(page.select("[src]")).isEmpty();
    assertThat(page.select("link").eachAttr("href")).containsExactly("data:,");
    assertThat(page.select("a").eachAttr("href")).allMatch(target -> target.startsWith("#"));
    assertThat(page.select("meta[http-equiv]").attr("content")).startsWith("default-src 'none'");
    assertThat(page.select("style").html()).doesNotContain("url(").doesNotContain("@import");
  }

  @Test
  void theLicencesOfTheChartLibraryGoAlong() {
    assertThat(parsed(begun().build()).select("footer pre").text())
        .contains("Apache ECharts", "Version 2.0, January 2004", "Mike Bostock", "Baidu");
  }

  @Test
  void theSameContentGivesTheSameBytes() {
    ReportContent content =
        begun().series(series(20_000, "load", "wind")).split(Split.DEFAULT).build();

    assertThat(Report.page(content)).isEqualTo(Report.page(content));
  }

  @Test
  void twentyThousandRowsOfManyColumnsStayBelowTwoMegabytes() {
    String[] columns = new String[40];
    for (int k = 0; k < columns.length; k++) {
      columns[k] = "column " + k;
    }

    String page = Report.page(begun().series(series(20_000, columns)).split(Split.DEFAULT).build());

    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000_000);
  }

  @Test
  void foldsAreATableAndAChart() {
    List<ReportContent.FoldScores> folds =
        List.of(
            new ReportContent.FoldScores("1", "2020-01-01", "2020-01-02", evaluation(1)),
            new ReportContent.FoldScores("2", "2020-02-01", "2020-02-02", evaluation(2.5)));

    Document page = parsed(begun().folds(folds).build());

    assertThat(page.select("#folds tbody tr")).hasSize(2);
    assertThat(page.select("#folds .says").text())
        .isEqualTo(
            "The model's MAE is 1.750 in the mean of 2 folds, from 1.000 to 2.500. It is better than every baseline's in 1.");
  }

  @Test
  void withoutItsScriptThePageHasWordsAndTables() {
    Document page =
        parsed(
            begun()
                .series(series(300, "load"))
                .evaluation(Optional.of(evaluation(1)), "the test part")
                .build());
    page.select("script").remove();

    assertThat(page.select("noscript").html()).contains("JavaScript");
    assertThat(page.select("table").size()).isGreaterThan(1);
    assertThat(page.select(".says").text()).contains("300 rows from");
  }
}
