package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.csv.CsvOptions;
import io.penstock.csv.CsvReader;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.series.AbsentRows;
import io.penstock.series.Layout;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.steps.StepCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Well-known files made ready for training; what is not there is skipped. */
class RealSeriesTest {
  private static final Path DATA =
      Path.of(System.getProperty("penstock.root", "..")).resolve("../shared/data");

  /**
   * Makridakis et al., 2020: the seasonal naive forecast has sMAPE 13.912, MASE 1.193 and OWA
   * 0.627, Naive2 18.383 and 2.395. M4's R code gives Naive2's MASE and OWA with other decimals
   * than its paper, so they agree to two units of the last digit.
   */
  @Test
  void theBaselinesOfM4HourlyHaveTheirPublishedScores() {
    CsvOptions wide = CsvOptions.DEFAULT.withLayout(Layout.WIDE);
    Series train = new CsvReader().read(file("m4/Hourly-train.csv"), wide).series();
    Series test = new CsvReader().read(file("m4/Hourly-test.csv"), wide).series();
    Map<String, Series> joined = new LinkedHashMap<>();
    for (int k = 0; k < train.members().size(); k++) {
      assertThat(test.members().get(k).id()).isEqualTo(train.members().get(k).id());
      float[] past = values(train, train.members().get(k).rows());
      float[] coming = values(test, test.members().get(k).rows());
      float[] all = Arrays.copyOf(past, past.length + coming.length);
      System.arraycopy(coming, 0, all, past.length, coming.length);
      joined.put(train.members().get(k).id(), Series.ofRows("m4", List.of("value"), all));
    }
    PreparedExperiment prepared =
        PreparedExperiment.of(
            Series.together("m4", "id", joined),
            Experiment.forecast("value")
                .lookBack(24)
                .horizon(48)
                .season(24)
                .split(new Split.ByCount(0, 48))
                .build());
    assertThat(prepared.test().count()).isEqualTo(414);

    Evaluation evaluation =
        prepared
            .evaluator()
            .evaluate(prepared.test().starts(), (from, to) -> new float[(to - from) * 48]);

    assertThat(evaluation.baselines().get(Baseline.SEASONAL_NAIVE).value(Metric.SMAPE))
        .isCloseTo(13.912, within(0.001));
    assertThat(evaluation.baselines().get(Baseline.SEASONAL_NAIVE).value(Metric.MASE))
        .isCloseTo(1.193, within(0.001));
    assertThat(evaluation.baselines().get(Baseline.SEASONAL_NAIVE).value(Metric.OWA))
        .isCloseTo(0.627, within(0.001));
    assertThat(evaluation.baselines().get(Baseline.NAIVE2).value(Metric.SMAPE))
        .isCloseTo(18.383, within(0.001));
    assertThat(evaluation.baselines().get(Baseline.NAIVE2).value(Metric.MASE))
        .isCloseTo(2.395, within(0.001));
    assertThat(evaluation.baselines().get(Baseline.NAIVE2).value(Metric.OWA)).isEqualTo(1);
    assertThat(evaluation.series()).hasSize(414);
  }

  private static float[] values(Series series, RowRange rows) {
    float[] values = new float[rows.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = series.value(rows.from() + k, 0);
    }
    return values;
  }

  @Test
  void theWindOfBeijingBecomesColumnsAndItsMissingValuesAreFilled() {
    Series series =
        new CsvReader()
            .read(
                file("beijing_pm25/pollution.csv"),
                CsvOptions.DEFAULT.withCategories(List.of("cbwd")))
            .series();
    Experiment.Builder experiment =
        Experiment.forecast("pm2.5").lookBack(24).steps(StepCatalogue.parse("one-hot", Map.of()));
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment.build());
    assertThat(prepared.preparation().featureNames())
        .contains("cbwd_NE", "cbwd_NW", "cbwd_SE", "cbwd_cv")
        .doesNotContain("cbwd");

    PreparedExperiment filled =
        PreparedExperiment.of(
            series,
            experiment
                .steps(
                    StepCatalogue.parse("one-hot", Map.of()),
                    StepCatalogue.parse("impute", Map.of("columns", List.of("pm2.5"))))
                .build());
    assertThat(filled.training().count()).isGreaterThan(prepared.training().count());
  }

  @Test
  void absentHoursOfBikeRentalsNoLongerCutWindowsOnceTheyAreInsertedAndFilled() {
    CsvOptions options = CsvOptions.DEFAULT.withTimeColumns(List.of("dteday", "hr"));
    Path file = file("bike_sharing/hour.csv");
    Series gaps = new CsvReader().read(file, options).series();
    Series inserted =
        new CsvReader().read(file, options.withAbsentRows(AbsentRows.INSERT)).series();
    Experiment.Builder experiment =
        Experiment.forecast("cnt")
            .features("cnt", "temp")
            .lookBack(96)
            .horizon(24)
            .split(new Split.ByCount(2000, 2000, 24));
    int withGaps = PreparedExperiment.of(gaps, experiment.build()).training().count();
    int filled =
        PreparedExperiment.of(
                inserted, experiment.steps(StepCatalogue.parse("impute", Map.of())).build())
            .training()
            .count();
    assertThat(filled).isGreaterThan(withGaps);
  }

  @Test
  void promotionsAndHolidaysOfWalmartAreKnownAheadInEachDepartment() {
    Series series =
        new CsvReader()
            .read(
                file("retail/walmart_sales_weekly.csv"),
                CsvOptions.DEFAULT.withIdColumns(List.of("Dept")))
            .series();
    PreparedExperiment prepared =
        PreparedExperiment.of(
            series,
            Experiment.forecast("Weekly_Sales")
                .features("Weekly_Sales")
                .future("IsHoliday")
                .horizon(4)
                .lookBack(26)
                .split(new Split.ByCount(12, 12, 2))
                .steps(
                    StepCatalogue.parse(
                        "scale", Map.of("per", "series", "columns", List.of("Weekly_Sales"))))
                .build());
    // Of 12 rows 9 windows, of each of 7 departments.
    assertThat(prepared.test().count()).isEqualTo(63);
    assertThat(prepared.validation().count()).isEqualTo(63);
    // 143 rows less two parts and two gaps.
    assertThat(prepared.training().count()).isEqualTo(7 * (143 - 12 - 12 - 2 - 2 - 26 - 4 + 1));
  }

  private static Path file(String name) {
    Path file = DATA.resolve(name);
    assumeThat(Files.exists(file)).as(file + " is not here").isTrue();
    return file;
  }
}
