package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.model.TrainedModel;
import io.penstock.series.Series;
import io.penstock.steps.OneHot;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data are read as a model needs them, without being told how. */
class DataForAModelTest {
  private static final Penstock PENSTOCK = ReferencePenstock.create();

  @TempDir Path folder;

  /** Two shops, one below the other; the weather is a word, and the till's number is not learnt. */
  private Path file(String name, boolean swapped, int days) throws IOException {
    StringBuilder text =
        new StringBuilder(
            swapped ? "weather,sales,day,seen,shop\n" : "shop,seen,day,sales,weather\n");
    for (String shop : List.of("north", "south")) {
      for (int day = 0; day < days; day++) {
        LocalDate date = LocalDate.of(2024, 1, 1).plusDays(day);
        String weather = day % 3 == 0 ? "rain" : "sun";
        double sales = (shop.equals("north") ? 10 : 20) + day % 7;
        text.append(
            swapped
                ? weather + "," + sales + "," + date + ",unknown," + shop + "\n"
                : shop + ",2020-01-01," + date + "," + sales + "," + weather + "\n");
      }
    }
    return Files.writeString(folder.resolve(name), text.toString());
  }

  private TrainedModel model() throws IOException {
    CsvOptions options =
        CsvOptions.DEFAULT
            .withTimeColumns(List.of("day"))
            .withIdColumns(List.of("shop"))
            .withCategories(List.of("weather"));
    Series series = PENSTOCK.read(file("training.csv", false, 60), options).series();
    Experiment experiment =
        Experiment.forecast("sales")
            .units(3)
            .lookBack(7)
            .steps(new OneHot(List.of("weather"), OneHot.Unknown.ERROR))
            .training(Training.DEFAULT.withEpochs(1))
            .build();
    return PENSTOCK.train(series, experiment);
  }

  @Test
  void theColumnsTimesSeriesAndWordsAreThoseOfTheTrainingData() throws IOException {
    TrainedModel model = model();

    Series series = PENSTOCK.read(file("new.csv", true, 20), model.description());

    assertThat(series.columns()).contains("sales", "weather").doesNotContain("seen", "day");
    assertThat(series.labels("weather")).containsExactly("rain", "sun");
    assertThat(series.timeColumns()).containsExactly("day");
    assertThat(series.idColumn()).hasValue("shop");
    assertThat(series.members()).hasSize(2);
    try (Forecaster forecaster = PENSTOCK.open(model)) {
      assertThat(forecaster.forecastEach(series)).containsOnlyKeys("north", "south");
    }
  }

  @Test
  void aFileThatLacksWhatTheModelReadsIsRefusedWithTheColumn() throws IOException {
    Path file = Files.writeString(folder.resolve("no.csv"), "shop,day,sales\nnorth,2024-01-01,1\n");
    TrainedModel model = model();

    assertThatThrownBy(() -> PENSTOCK.read(file, model.description()))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("weather")
        .extracting(failure -> ((PenstockException) failure).code())
        .isEqualTo(ErrorCode.DATA);
  }
}
