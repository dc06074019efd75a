package io.penstock.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.series.Frequency;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelDescriptionTest {
  @Test
  void thePartsOfADescriptionFitEachOther() {
    assertThat(description(2, 1, List.of(1.5), 12).preparation().targetNames())
        .containsExactly("a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> description(1, 1, List.of(1.5), 12))
        .withMessage("the preparation does not fit the network");
    assertThatIllegalArgumentException().isThrownBy(() -> description(2, 2, List.of(1.5), 12));
    assertThatIllegalArgumentException().isThrownBy(() -> description(2, 1, List.of(1.5, 2.0), 12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> description(2, 1, List.of(1.5), 0))
        .withMessage("a season of 0 rows");
  }

  private static ModelDescription description(
      int features, int targets, List<Double> maseScales, int season) {
    return new ModelDescription(
        new Network(4, features, 2, targets, Anchor.NONE, List.of(LstmLayer.of(3))),
        new Preparation(
            Scaling.NONE,
            List.of(new ColumnScaling("a", 0, 1), new ColumnScaling("b", 0, 1)),
            List.of(0, 1),
            List.of(0)),
        Frequency.ROWS,
        List.of(),
        season,
        maseScales,
        new TrainingSummary(
            "pytorch",
            Map.of(),
            Training.DEFAULT,
            List.of(0.5, 0.4),
            List.of(),
            2,
            StopReason.EPOCHS_DONE,
            100),
        Optional.empty(),
        "00",
        "1",
        Instant.EPOCH,
        List.of());
  }

  @Test
  void aSummaryKnowsHowManyEpochsWereTrained() {
    assertThat(description(2, 1, List.of(1.5), 12).training().epochs()).isEqualTo(2);
  }

  @Test
  void aForecastHasAValueForEachStepAndTarget() {
    Forecast forecast =
        new Forecast(
            List.of("a", "b"),
            Frequency.ROWS,
            List.of(10L, 11L, 12L),
            new Head.Linear(),
            List.of(row(1, 2), row(3, 4), row(5, 6)));
    assertThat(forecast.horizon()).isEqualTo(3);
    assertThat(forecast.value(2, 0)).isEqualTo(5);
    assertThat(forecast.value(0, 1)).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Forecast(
                    List.of("a"), Frequency.ROWS, List.of(10L), new Head.Linear(), List.of()))
        .withMessage("1 times, 0 rows");
  }

  private static List<List<Float>> row(float one, float other) {
    return List.of(List.of(one), List.of(other));
  }
}
