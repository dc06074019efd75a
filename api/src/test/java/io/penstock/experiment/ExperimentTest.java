package io.penstock.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penstock.formula.Formula;
import io.penstock.model.Intervals;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.preparation.Step;
import io.penstock.training.Training;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {
  /** A step of a user's own. */
  private record Doubled(String column) implements Step {
    @Override
    public String name() {
      return "doubled";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of("column", column);
    }

    @Override
    public FittedStep fit(FittingRows rows) {
      Formula twice = Formula.column(column).times(Formula.constant(2));
      return FittedStep.adding(column + "_twice", twice, column + " doubled");
    }
  }

  @Test
  void whatIsNotSaidHasADefault() {
    assertThat(Experiment.forecast("y").build())
        .isEqualTo(
            new Experiment(
                List.of("y"),
                List.of(),
                List.of(),
                Optional.empty(),
                1,
                OptionalInt.empty(),
                OptionalInt.empty(),
                1,
                OptionalInt.empty(),
                List.of(LstmLayer.of(64)),
                Channels.JOINT,
                new Head.Linear(),
                Optional.empty(),
                List.of(),
                Scaling.STANDARD,
                new Split.ByFraction(0.7, 0.1),
                Training.DEFAULT,
                "auto",
                "auto",
                0,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void eachThingSaidIsInTheDescription() {
    LocalDateTime from = LocalDateTime.parse("2020-01-01T00:00");
    LstmLayer layer = new LstmLayer(8, Direction.BIDIRECTIONAL, Activation.RELU);
    Step step = new Doubled("a");
    Experiment experiment =
        Experiment.forecast("y")
            .targets(List.of("z"))
            .features("a", "b")
            .future("p")
            .weights("w")
            .channels(Channels.INDEPENDENT)
            .head(new Head.Gaussian())
            .horizon(24)
            .lookBack(96)
            .season(12)
            .segment(8)
            .embedding(16)
            .layers(List.of(layer))
            .anchor(Anchor.NONE)
            .steps(step)
            .scaling(Scaling.MIN_MAX)
            .split(new Split.ByDate(from, from))
            .training(Training.DEFAULT.withSeed(5))
            .backend("pytorch")
            .device("cuda:1")
            .threads(2)
            .intervals(new IntervalWish(Intervals.Method.ADAPTIVE, 0.8))
            .threshold(new Threshold.Recall(0.9))
            .build();
    assertThat(experiment)
        .isEqualTo(
            new Experiment(
                List.of("z"),
                List.of("a", "b"),
                List.of("p"),
                Optional.of("w"),
                24,
                OptionalInt.of(96),
                OptionalInt.of(12),
                8,
                OptionalInt.of(16),
                List.of(layer),
                Channels.INDEPENDENT,
                new Head.Gaussian(),
                Optional.of(Anchor.NONE),
                List.of(step),
                Scaling.MIN_MAX,
                new Split.ByDate(from, from),
                Training.DEFAULT.withSeed(5),
                "pytorch",
                "cuda:1",
                2,
                Optional.of(new IntervalWish(Intervals.Method.ADAPTIVE, 0.8)),
                Optional.of(new Threshold.Recall(0.9))));
    assertThat(experiment.toBuilder().build()).isEqualTo(experiment);
    assertThat(experiment.toBuilder().horizon(3).build()).isNotEqualTo(experiment);
  }

  @Test
  void unitsAreWidthsOfForwardLayers() {
    assertThat(Experiment.forecast("y").units(32, 16).build().layers())
        .containsExactly(LstmLayer.of(32), LstmLayer.of(16));
  }

  @Test
  void noEmbeddingIsOneOfNoUnits() {
    assertThat(Experiment.forecast("y").embedding(4).embedding(0).build())
        .isEqualTo(Experiment.forecast("y").build());
  }

  @Test
  void aDescriptionLikeAModelHasAllOfItsNetwork() {
    Network network =
        new Network(
            24,
            1,
            6,
            1,
            Anchor.NONE,
            4,
            OptionalInt.of(5),
            List.of(new LstmLayer(8, Direction.BIDIRECTIONAL, Activation.RELU, 0.5)),
            new Head.Linear());
    Preparation preparation =
        new Preparation(
            Scaling.MIN_MAX, List.of(new ColumnScaling("y", 0, 1)), List.of(0), List.of(0));
    Experiment like = Experiment.like(network, preparation).build();
    assertThat(
            new Network(
                like.lookBack().orElseThrow(),
                1,
                like.horizon(),
                1,
                like.anchorOrDefault(),
                like.segment(),
                like.embedding(),
                like.layers(),
                new Head.Linear()))
        .isEqualTo(network);
    assertThat(like.scaling()).isEqualTo(Scaling.MIN_MAX);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertRefused(Experiment.forecast(), "no target column is named");
    assertRefused(Experiment.forecast("y").units(), "no LSTM layer is described");
    assertRefused(Experiment.forecast("y").horizon(0), "horizon 0 is below 1");
    assertRefused(Experiment.forecast("y").lookBack(0), "look-back 0 is below 1");
    assertRefused(Experiment.forecast("y").season(0), "season 0 is below 1");
    assertRefused(Experiment.forecast("y").segment(-1), "segment -1 is below 0");
    assertRefused(Experiment.forecast("y").embedding(-1), "embedding -1 is below 1");
    assertRefused(Experiment.forecast("y").threads(-1), "threads -1 is below 0");
  }

  private static void assertRefused(Experiment.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "-0.1, 0.1", "0.5, -0.1", "0.9, 0.2", "NaN, 0.1", "0.5, NaN"})
  void fractionsThatLeaveNothingToTrainOnOrMoreThanThereIsAreRefused(
      double training, double validation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Split.ByFraction(training, validation))
        .withMessageContaining("fractions " + training + " for training and " + validation);
  }

  @Test
  void fractionsMayAddUpToOneWithinRounding() {
    assertThat(new Split.ByFraction(0.9, 0.1 + 1e-12).training()).isEqualTo(0.9);
    assertThat(new Split.ByFraction(1, 0).validation()).isZero();
  }

  @Test
  void aTestPartBeforeTheValidationPartIsRefused() {
    LocalDateTime day = LocalDateTime.parse("2020-01-02T00:00");
    assertThat(new Split.ByDate(day, day).testFrom()).isEqualTo(day);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Split.ByDate(day, day.minusDays(1)))
        .withMessageContaining("begins at 2020-01-01T00:00, before the validation part");
  }

  @Test
  void aSplitByCountAndAPurgeGapMayNotBeNegative() {
    assertThat(new Split.ByCount(48, 0).withPurge(24)).isEqualTo(new Split.ByCount(48, 0, 24));
    assertThat(Split.DEFAULT.withPurge(3)).isEqualTo(new Split.ByFraction(0.7, 0.1, 3));
    assertThat(Split.DEFAULT.purge()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Split.ByCount(-1, 2))
        .withMessageContaining("-1 rows for validation and 2 for test");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.DEFAULT.withPurge(-1))
        .withMessageContaining("a purge gap of -1 rows");
  }
}
