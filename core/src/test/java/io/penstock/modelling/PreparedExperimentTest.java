package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.dataset.Batch;
import io.penstock.dataset.Windows;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.experiment.Threshold;
import io.penstock.modelfile.Words;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.series.Series;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Training;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreparedExperimentTest {
  private final Series series = SampleSeries.hourly(SampleSeries.random(new Random(1), 2000, 0));

  @Test
  void theNetworkHasTheSegmentsTheEmbeddingAndTheLayersAskedFor() {
    List<LstmLayer> layers =
        List.of(
            new LstmLayer(8, Direction.BIDIRECTIONAL, Activation.RELU, 0.25),
            new LstmLayer(4, Direction.FORWARD, Activation.SIGMOID));
    Network network =
        network(Experiment.forecast("y").lookBack(48).segment(12).embedding(6).layers(layers));
    assertThat(network.lookBack()).isEqualTo(48);
    assertThat(network.segment()).isEqualTo(12);
    assertThat(network.embedding()).hasValue(6);
    assertThat(network.layers()).isEqualTo(layers);
  }

  @Test
  void aLookBackThatIsNotNamedIsRoundedUpToWholeSegments() {
    assertThat(network(Experiment.forecast("y")).lookBack()).isEqualTo(96);
    assertThat(network(Experiment.forecast("y").segment(48)).lookBack()).isEqualTo(96);
    assertThat(network(Experiment.forecast("y").segment(50)).lookBack()).isEqualTo(100);
    assertThat(network(Experiment.forecast("y").segment(200)).lookBack()).isEqualTo(200);
  }

  @Test
  void aLookBackThatSegmentsDoNotFillIsRefusedNamingBoth() {
    assertThatThrownBy(() -> network(Experiment.forecast("y").lookBack(100).segment(48)))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "A look-back of 100 rows cannot be cut into segments of 48 rows. Take a multiple of the segment, as 144,"
                + " or another segment.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Loss.class,
      names = {"MSE", "MAE", "HUBER"},
      mode = EnumSource.Mode.EXCLUDE)
  void aLossOfAnotherHeadIsRefused(Loss loss) {
    assertThatThrownBy(
            () -> network(Experiment.forecast("y").training(Training.DEFAULT.withLoss(loss))))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContaining(loss.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .hasMessageContaining("needs another head than the linear one")
        .hasMessageContaining("mse, mae or huber");
  }

  static List<Head> heads() {
    return List.of(
        new Head.Linear(),
        new Head.Sigmoid(),
        new Head.Softmax(3),
        new Head.Quantiles(List.of(0.1, 0.9)),
        new Head.Gaussian());
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aLossThatDoesNotFitTheHeadIsRefusedNamingThoseThatDo(Head head) {
    for (Loss loss : Loss.values()) {
      if (loss.fits(head)) {
        continue;
      }
      ThrowableAssert.ThrowingCallable preparing =
          () ->
              network(
                  Experiment.forecast("y").head(head).training(Training.DEFAULT.withLoss(loss)));
      AbstractThrowableAssert<?, ?> refused =
          assertThatThrownBy(preparing)
              .isInstanceOfSatisfying(
                  PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
              .hasMessageContaining("The loss " + Words.of(loss) + " needs another head than the ");
      for (Loss other : Loss.values()) {
        if (other.fits(head)) {
          refused.hasMessageContaining(Words.of(other));
        }
      }
    }
  }

  @Test
  void theHeadThatALossNeedsIsNamed() {
    assertThatThrownBy(
            () ->
                network(Experiment.forecast("y").training(Training.DEFAULT.withLoss(Loss.PINBALL))))
        .hasMessage(
            "The loss pinball needs another head than the linear one: quantiles. With the linear head take mse, mae or"
                + " huber, or name no loss for the usual one, mse.");
  }

  @Test
  void aHeadsUsualLossAndAnchorAreTakenWhereNoneIsNamed() {
    Series labels = labels(2000, 2);
    for (Head head : heads()) {
      PreparedExperiment prepared =
          PreparedExperiment.of(labels, Experiment.forecast("y").head(head).build());
      assertThat(prepared.loss()).isEqualTo(Loss.of(head));
      assertThat(prepared.network().anchor())
          .isEqualTo(head.givesProbabilities() ? Anchor.NONE : Anchor.LAST_VALUE);
    }
  }

  @Test
  void probabilitiesRelativeToAnAnchorAreRefused() {
    for (Anchor anchor :
        List.of(Anchor.LAST_VALUE, Anchor.NONE.withScaled(true), Anchor.lastSeason(24))) {
      assertThatThrownBy(
              () -> network(Experiment.forecast("y").head(new Head.Softmax(2)).anchor(anchor)))
          .isInstanceOfSatisfying(
              PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
          .hasMessageStartingWith(
              "The head softmax gives probabilities, which cannot be relative to an anchor. Take"
                  + " anchor none");
    }
  }

  @Test
  void theAnchorsSeasonIsItsOwnOrTheOneNamedOrThatOfTheFrequency() {
    Experiment.Builder seasonal = Experiment.forecast("y").anchor(Anchor.LAST_SEASON);
    assertThat(network(seasonal).anchor()).isEqualTo(Anchor.lastSeason(24));
    assertThat(network(seasonal.season(12)).anchor()).isEqualTo(Anchor.lastSeason(12));
    PreparedExperiment own =
        PreparedExperiment.of(series, seasonal.anchor(Anchor.lastSeason(6)).build());
    assertThat(own.network().anchor()).isEqualTo(Anchor.lastSeason(6));
    assertThat(own.season()).isEqualTo(12);
    Anchor scaled = Anchor.LAST_SEASON.withScaled(true).withRelativeInputs(true);
    assertThat(network(Experiment.forecast("y").anchor(scaled)).anchor())
        .isEqualTo(Anchor.lastSeason(24).withScaled(true).withRelativeInputs(true));
  }

  @Test
  void aSeasonThatNobodyKnowsIsNoAnchor() {
    float[] values = SampleSeries.random(new Random(1), 2000, 0);
    Series counted = Series.ofRows("counted.csv", List.of("y"), values);
    Experiment.Builder seasonal = Experiment.forecast("y").anchor(Anchor.LAST_SEASON);
    assertThatThrownBy(() -> PreparedExperiment.of(counted, seasonal.build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContaining("counted.csv")
        .hasMessageContaining("have no season that is known")
        .hasMessageEndingWith("Name the season in rows, or take another anchor.");
    assertThat(PreparedExperiment.of(counted, seasonal.season(7).build()).network().anchor())
        .isEqualTo(Anchor.lastSeason(7));
  }

  @Test
  void aLookBackThatIsNotNamedReachesBackAsFarAsTheAnchor() {
    Experiment.Builder seasonal = Experiment.forecast("y").anchor(Anchor.lastSeason(300));
    assertThat(network(seasonal).lookBack()).isEqualTo(300);
    assertThat(network(seasonal.segment(7)).lookBack()).isEqualTo(301);
    assertThatThrownBy(() -> network(seasonal.segment(1).lookBack(299)))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "The anchor is the last season, 300 rows back, but the look-back has 299 rows only. Take a look-back of at"
                + " least 300 rows, another season or another anchor.");
  }

  /** A model's look-back is taken over unseen, so it may fit neither segment nor anchor. */
  @Test
  void aLookBackThatIsTakenOverFromAModelMustFitToo() {
    PreparedExperiment model =
        PreparedExperiment.of(series, Experiment.forecast("y").lookBack(20).build());
    Optional<Inherited> inherited =
        Optional.of(new Inherited(model.network(), model.preparation(), false));
    for (Experiment.Builder experiment :
        List.of(
            Experiment.forecast("y").segment(8),
            Experiment.forecast("y").anchor(Anchor.LAST_SEASON))) {
      assertThatThrownBy(() -> PreparedExperiment.of(series, experiment.build(), inherited))
          .isInstanceOfSatisfying(
              PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
          .hasMessageContaining("20 rows");
    }
    assertThat(
            PreparedExperiment.of(series, Experiment.forecast("y").segment(10).build(), inherited)
                .network()
                .lookBack())
        .isEqualTo(20);
  }

  @Test
  void independentChannelsThatDoNotReadThemselvesAreRefused() {
    Series three = three(new Random(3), 1000);
    assertThatThrownBy(
            () ->
                PreparedExperiment.of(
                    three,
                    Experiment.forecast("a", "b")
                        .features("a", "c")
                        .channels(Channels.INDEPENDENT)
                        .build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "With independent channels each target reads itself, but of the targets a, b not all are among the features"
                + " a, c. Name the targets as features, or take joint channels.");
    PreparedExperiment prepared =
        PreparedExperiment.of(
            three, Experiment.forecast("c", "a").channels(Channels.INDEPENDENT).build());
    assertThat(prepared.network().channel().features()).isEqualTo(2);
    Windows windows = prepared.windows(prepared.training().starts());
    assertThat(windows.size()).isEqualTo(2 * prepared.training().count());
    assertThat(prepared.howToTrain())
        .isEqualTo(Training.DEFAULT.decided(windows.size(), new Head.Linear()));
  }

  @Test
  void windowsThatLackAWeightOrWhatIsKnownOfTheFutureAreLeftOutAndCounted() {
    Random random = new Random(5);
    float[] values = SampleSeries.random(random, 3 * 200, 0);
    for (int row = 0; row < 200; row++) {
      values[3 * row + 2] = Math.abs(values[3 * row + 2]);
    }
    values[3 * 50 + 1] = Float.NaN;
    values[3 * 70 + 2] = Float.NaN;
    Experiment experiment =
        Experiment.forecast("a")
            .features("a")
            .future("b")
            .weights("c")
            .lookBack(10)
            .horizon(3)
            .split(new Split.ByFraction(0.5, 0.25))
            .build();
    PreparedExperiment prepared =
        PreparedExperiment.of(
            SampleSeries.hourly(List.of("a", "b", "c"), values, Set.of()), experiment);
    // Only as a row to be predicted does the row matter: in the look-back neither is read.
    assertThat(prepared.training().missing()).isEqualTo(2 * 3);
    assertThat(prepared.training().starts())
        .containsExactly(
            IntStream.range(0, 88)
                .filter(start -> (start < 38 || start > 40) && (start < 58 || start > 60))
                .toArray());
    assertThat(prepared.preparation().inputs()).containsExactly("a", "b");
    Batch batch = prepared.windows(new int[] {20}).batch(new int[] {0}, 0, 1);
    float[] weights = new float[3];
    batch.weights(FloatBuffer.wrap(weights));
    assertThat(weights).containsExactly(values[3 * 30 + 2], values[3 * 31 + 2], values[3 * 32 + 2]);
  }

  @Test
  void weightsThatAreNegativeOrInfiniteAreRefusedAtTheirRow() {
    for (float weight : new float[] {-0.5f, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> weighted(900, 901, weight))
          .isInstanceOfSatisfying(
              PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
          .hasMessage(
              "sample.csv has the weight "
                  + weight
                  + " in column w at row 901 (2020-02-07T12:00). A weight is at least 0 and finite.");
    }
  }

  @Test
  void aPartThatWeighsNothingIsRefused() {
    assertThatThrownBy(() -> weighted(0, 700, 0))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessageStartingWith(
            "Column w weighs all rows that the training part is to learn or be judged by with 0.");
    assertThatThrownBy(() -> weighted(700, 850, 0))
        .hasMessageStartingWith("Column w weighs all rows that the validation part");
    assertThat(weighted(0, 699, 0).training().count()).isPositive();
  }

  /** A thousand rows that weigh 1, but some of them. */
  private static PreparedExperiment weighted(int from, int to, float weight) {
    float[] values = SampleSeries.random(new Random(2), 2 * 1000, 0);
    for (int row = 0; row < 1000; row++) {
      values[2 * row + 1] = row >= from && row < to ? weight : 1;
    }
    return PreparedExperiment.of(
        SampleSeries.hourly(List.of("y", "w"), values, Set.of()),
        Experiment.forecast("y")
            .weights("w")
            .lookBack(10)
            .split(new Split.ByFraction(0.7, 0.15))
            .build());
  }

  @Test
  void valuesThatAreNoClassAreRefusedAtTheirRow() {
    float[] values = new float[500];
    for (int row = 0; row < values.length; row++) {
      values[row] = row % 3;
    }
    values[450] = 1.5f;
    Series halves = SampleSeries.hourly(values);
    assertThatThrownBy(
            () ->
                PreparedExperiment.of(
                    halves, Experiment.forecast("y").head(new Head.Softmax(3)).build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessage(
            "sample.csv has the value 1.5 in column y at row 451 (2020-01-19T18:00), but the targets of this head are"
                + " the numbers of classes, 0 to 2.");
    assertThatThrownBy(
            () ->
                PreparedExperiment.of(
                    halves, Experiment.forecast("y").head(new Head.Sigmoid()).build()))
        .hasMessage(
            "sample.csv has the value 2.0 in column y at row 3 (2020-01-01T02:00), but the targets of this head are"
                + " labels, 0 or 1, or probabilities.");
  }

  @Test
  void labelsAreNotScaled() {
    float[] values = new float[2 * 600];
    Random random = new Random(4);
    for (int row = 0; row < 600; row++) {
      values[2 * row] = 100 + 10 * (float) random.nextGaussian();
      values[2 * row + 1] = random.nextInt(2);
    }
    PreparedExperiment prepared =
        PreparedExperiment.of(
            SampleSeries.hourly(List.of("x", "y"), values, Set.of()),
            Experiment.forecast("y").head(new Head.Sigmoid()).build());
    assertThat(prepared.preparation().target(0)).isEqualTo(new ColumnScaling("y", 0, 1));
    assertThat(prepared.preparation().columns().get(0).scale()).isBetween(9f, 11f);
  }

  @Test
  void aClassThatIsAloneInTheTrainingPartIsRefused() {
    float[] values = new float[400];
    Arrays.fill(values, 0, 300, 1);
    assertThatThrownBy(
            () ->
                PreparedExperiment.of(
                    SampleSeries.hourly(values),
                    Experiment.forecast("y").head(new Head.Sigmoid()).build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessageContaining(
            "The target y of sample.csv is 1.0 in every row of the training part");
  }

  /**
   * scikit-learn 1.9.1: {@code compute_class_weight("balanced", classes=np.arange(3), y=[0] * 60 +
   * [1] * 30 + [2] * 10)} is 0.55555556, 1.11111111, 3.33333333.
   */
  @Test
  void balancedWeightsAreFoundInTheTrainingPartAlone() {
    float[] values = new float[200];
    for (int row = 0; row < 100; row++) {
      values[row] = row % 10 < 6 ? 0 : row % 10 < 9 ? 1 : 2;
    }
    Arrays.fill(values, 100, 200, 2);
    Experiment experiment =
        Experiment.forecast("y")
            .head(new Head.Softmax(3))
            .lookBack(5)
            .split(new Split.ByFraction(0.5, 0.25))
            .training(Training.DEFAULT.withLabels(new Labels(0.1, List.of(), true)))
            .build();
    Labels labels =
        PreparedExperiment.of(SampleSeries.hourly(values), experiment).howToTrain().labels();
    assertThat(labels.smoothing()).isEqualTo(0.1);
    assertThat(labels.balanced()).isFalse();
    double[] expected = {0.55555556, 1.11111111, 3.33333333};
    for (int c = 0; c < 3; c++) {
      assertThat(labels.classWeights().get(c)).isCloseTo(expected[c], within(1e-8));
    }

    for (int row = 0; row < 100; row++) {
      values[row] = row % 2;
    }
    assertThatThrownBy(() -> PreparedExperiment.of(SampleSeries.hourly(values), experiment))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessageContaining("The training part of sample.csv has no row of class 2");
  }

  @Test
  void labelsOfAHeadWithoutClassesAndWeightsOfOtherClassesAreRefused() {
    assertThatThrownBy(
            () ->
                network(
                    Experiment.forecast("y")
                        .training(Training.DEFAULT.withLabels(new Labels(0.1, List.of(), false)))))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContaining("are for the heads sigmoid and softmax");
    assertThatThrownBy(
            () ->
                PreparedExperiment.of(
                    labels(500, 3),
                    Experiment.forecast("y")
                        .head(new Head.Softmax(3))
                        .training(
                            Training.DEFAULT.withLabels(
                                Labels.NONE.withClassWeights(List.of(1.0, 2.0))))
                        .build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage("2 class weights are given for 3 classes. Give one for each.");
  }

  /** Rule N5: what is decided and learnt from knows nothing of later rows. */
  @Test
  void noValueAfterTheTrainingPartChangesWhatIsTrainedOn() {
    Random random = new Random(6);
    float[] values = SampleSeries.random(random, 3 * 500, 0.01);
    for (int row = 0; row < 500; row++) {
      values[3 * row] = random.nextInt(3);
      values[3 * row + 2] = random.nextFloat();
    }
    float[] changed = values.clone();
    for (int row = 250; row < 500; row++) {
      changed[3 * row] = random.nextInt(3);
      changed[3 * row + 1] = (float) (1e20 * random.nextGaussian());
      changed[3 * row + 2] = 1000 * random.nextFloat();
    }
    Experiment experiment =
        Experiment.forecast("k")
            .features("k")
            .future("x")
            .weights("w")
            .lookBack(6)
            .horizon(4)
            .head(new Head.Softmax(3))
            .split(new Split.ByFraction(0.5, 0.25))
            .training(Training.DEFAULT.withLabels(new Labels(0, List.of(), true)))
            .build();
    List<String> columns = List.of("k", "x", "w");
    PreparedExperiment one =
        PreparedExperiment.of(SampleSeries.hourly(columns, values, Set.of()), experiment);
    PreparedExperiment other =
        PreparedExperiment.of(SampleSeries.hourly(columns, changed, Set.of()), experiment);
    assertThat(other.preparation()).isEqualTo(one.preparation());
    assertThat(other.network()).isEqualTo(one.network());
    assertThat(other.howToTrain()).isEqualTo(one.howToTrain());
    assertThat(other.yardsticks()).isEqualTo(one.yardsticks());
    assertThat(other.training().starts()).containsExactly(one.training().starts());
    assertThat(contents(other)).containsExactly(contents(one));
  }

  /** All that an engine sees of the training windows. */
  private static float[] contents(PreparedExperiment prepared) {
    Windows windows = prepared.windows(prepared.training().starts());
    int[] order = IntStream.range(0, windows.size()).toArray();
    Batch batch = windows.batch(order, 0, order.length);
    int truths = prepared.network().horizon() * prepared.network().targets();
    FloatBuffer all =
        FloatBuffer.allocate(
            order.length
                * (windows.lookBack() * windows.features()
                    + windows.futureValues()
                    + windows.outputs()
                    + truths));
    batch.inputs(all);
    batch.future(all);
    batch.targets(all);
    batch.weights(all);
    assertThat(all.remaining()).isZero();
    return all.array();
  }

  @Test
  void aThresholdThatHasOnlyOneLabelToBeChosenByIsRefusedBeforeTraining() {
    float[] values = new float[500];
    for (int row = 0; row < 300; row++) {
      values[row] = row % 2;
    }
    assertThatThrownBy(
            () ->
                PreparedExperiment.of(
                    SampleSeries.hourly(values),
                    Experiment.forecast("y")
                        .lookBack(4)
                        .head(new Head.Sigmoid())
                        .threshold(new Threshold.Best(Threshold.Score.F1))
                        .build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessage(
            "The threshold is to be chosen by f1 on the validation part, but of its 50 labels none is 1. Give that"
                + " part more rows, or take another split or a number for the threshold.");
  }

  private static Series labels(int rows, int classes) {
    Random random = new Random(9);
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = random.nextInt(classes);
    }
    return SampleSeries.hourly(values);
  }

  private static Series three(Random random, int rows) {
    return SampleSeries.hourly(
        List.of("a", "b", "c"), SampleSeries.random(random, 3 * rows, 0), Set.of());
  }

  private Network network(Experiment.Builder experiment) {
    return PreparedExperiment.of(series, experiment.build()).network();
  }
}
