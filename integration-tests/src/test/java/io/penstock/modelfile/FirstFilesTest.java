package io.penstock.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Penstock;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Verification;
import io.penstock.model.GoldenRow;
import io.penstock.model.TrainedModel;
import io.penstock.network.Head;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that the first version wrote, two layers over a year of airline passengers. */
class FirstFilesTest {
  @TempDir private Path folder;

  private final Penstock penstock = Penstock.create();

  private static Path first() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(FirstFilesTest.class.getResource("first.onnx")).toURI());
  }

  @Test
  void theFirstFilesProveThemselves() throws URISyntaxException {
    Verification verification = penstock.verify(first());

    assertThat(verification.rows()).isEqualTo(3);
    assertThat(verification.largestDifference()).isLessThan(1e-5);
  }

  @Test
  void theFirstFilesAreWrittenAgainWithTheSameWeights() throws URISyntaxException {
    TrainedModel model = penstock.readModel(first());
    Path again = folder.resolve("again.onnx");

    penstock.write(model, again);

    assertThat(penstock.readModel(again)).isEqualTo(model);
    assertThat(model.description().network().head()).isEqualTo(new Head.Linear());
    assertThat(penstock.verify(again).largestDifference()).isLessThan(1e-5);
  }

  @Test
  void theFirstFilesForecastWhatTheyForecastThen() throws URISyntaxException {
    try (Forecaster forecaster = penstock.load(first())) {
      GoldenRow row = forecaster.description().goldenRows().get(0);
      assertThat(row.forecast()).isEqualTo(List.of(490.2574f, 497.0891f, 514.694f));
      float[] window = new float[12];
      for (int i = 0; i < window.length; i++) {
        window[i] = row.window().get(i);
      }

      float[] forecast = forecaster.predict(window, new float[0], 1);

      for (int i = 0; i < forecast.length; i++) {
        assertThat(Math.abs(forecast[i] - row.forecast().get(i))).isLessThan(7e-4f);
      }
    }
  }
}
