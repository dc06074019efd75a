package io.penstock.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Role;
import io.penstock.network.Weights;
import io.penstock.series.Series;
import io.penstock.steps.Log;
import io.penstock.training.Optimizer;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The checks of a model, on one that was trained on a wave on the reference network, and on the
 * same with other weights or another course.
 */
class ModelDiagnosisTest {
  private static final int ROWS = 700;
  private static final Penstock PENSTOCK = ReferencePenstock.create();
  private static final Series SERIES = series(t -> 0);
  private static TrainedModel wave = train(SERIES, experiment().build());

  private static Series series(IntToDoubleFunction more) {
    Random random = new Random(11);
    float[] values = new float[ROWS];
    for (int t = 0; t < ROWS; t++) {
      values[t] =
          (float)
              (20
                  + 5 * Math.sin(t * Math.PI / 12)
                  + 0.5 * random.nextGaussian()
                  + more.applyAsDouble(t));
    }
    return SampleSeries.hourly(values);
  }

  private static Experiment.Builder experiment() {
    return Experiment.forecast("y")
        .lookBack(24)
        .layers(List.of(new LstmLayer(6, Direction.FORWARD, Activation.RELU)))
        .embedding(8)
        .training(
            Training.DEFAULT
                .withEpochs(40)
                .withBatchSize(16)
                .withOptimizer(new Optimizer.Adam(0.01))
                .withSeed(3));
  }

  @BeforeAll
  static void theModelIsNotBad() {
    Evaluation evaluation = wave.description().evaluation().orElseThrow();
    for (Baseline naive : List.of(Baseline.LAST_VALUE, Baseline.SEASONAL_NAIVE)) {
      assertThat(evaluation.model().value(Metric.MAE))
          .isLessThan(evaluation.baselines().get(naive).value(Metric.MAE));
    }
  }

  private static TrainedModel train(Series series, Experiment experiment) {
    return PENSTOCK.train(series, experiment);
  }

  private static Diagnosis diagnose(TrainedModel model) {
    return PENSTOCK.diagnose(SERIES, model, experiment().build());
  }

  private static Finding only(Diagnosis diagnosis, String check) {
    List<Finding> found =
        diagnosis.findings().stream().filter(finding -> finding.check().equals(check)).toList();
    assertThat(found).as(diagnosis.toString()).hasSize(1);
    return found.get(0);
  }

  @Test
  void ofAModelThatIsWellTrainedNothingIsSaidThatIsWorseThanANote() {
    Diagnosis diagnosis = diagnose(wave);
    assertThat(diagnosis.findings())
        .as(diagnosis.toString())
        .allMatch(finding -> finding.severity() == Severity.NOTE);
    assertThat(diagnosis.notDone()).isEmpty();
    assertThat(diagnosis.clean())
        .contains(
            "scaling fitted on all rows",
            "exploding loss",
            "copied input",
            "skill",
            "pattern in the residuals",
            "overfitting",
            "underfitting");
    assertThat(diagnosis.remarks())
        .containsExactly(
            "The data are those that the model was trained on; it is judged on their test part.");
  }

  /** With a head of zeros the forecast is the anchor. */
  private static TrainedModel copying(Anchor anchor) {
    TrainedModel trained =
        train(SERIES, experiment().anchor(anchor).training(Training.DEFAULT.withEpochs(1)).build());
    return with(trained, Role.HEAD, 0f, Role.HEAD_BIAS, 0f);
  }

  private static TrainedModel with(
      TrainedModel model, Role one, float value, Role other, float otherValue) {
    float[] flat = model.weights().toArray();
    for (WeightLayout.Slot slot : WeightLayout.of(model.description().network()).slots()) {
      if (slot.role() == one) {
        Arrays.fill(flat, slot.offset(), slot.end(), value);
      } else if (slot.role() == other) {
        Arrays.fill(flat, slot.offset(), slot.end(), otherValue);
      }
    }
    return new TrainedModel(model.description(), Weights.of(model.description().network(), flat));
  }

  @Test
  void aForecastThatIsTheLastValueIsNamedWithTheLagAndThePureCopysScore() {
    Diagnosis diagnosis = diagnose(copying(Anchor.LAST_VALUE));
    Finding copied = only(diagnosis, "copied input");
    assertThat(copied.severity()).isEqualTo(Severity.GRAVE);
    assertThat(copied.found())
        .startsWith(
            "The forecast of y repeats the last value: one row ahead it goes best with the value 1 row before (correlation 1; ");
    assertThat(copied.numbers()).containsEntry("lag", 1.0);
    assertThat(copied.numbers().get("MAE"))
        .isCloseTo(copied.numbers().get("MAE of the copy"), within(1e-5));
    assertThat(only(diagnosis, "skill").severity()).isEqualTo(Severity.GRAVE);
    assertThat(only(diagnosis, "pattern in the residuals").found())
        .startsWith("The residuals of y have a season left in them: their autocorrelation 24 rows");
    assertThat(only(diagnosis, "underfitting").found())
        .startsWith("Even on the rows that it was trained on");
  }

  @Test
  void aForecastThatIsTheLastSeasonIsNamedToo() {
    Finding copied = only(diagnose(copying(Anchor.lastSeason(24))), "copied input");
    assertThat(copied.found()).contains("repeats the last season of 24 rows");
    assertThat(copied.numbers()).containsEntry("lag", 24.0);
  }

  @Test
  void aForecastThatIsTooLowIsNamedWithItsBias() {
    TrainedModel low = with(wave, Role.HEAD_BIAS, -1f, Role.HEAD_BIAS, -1f);
    assertThat(only(diagnose(low), "pattern in the residuals").found())
        .startsWith("The forecasts of y are too low on average: the mean residual is ");
  }

  @Test
  void aTrendInTheResidualsIsNamed() {
    Series drifting = series(t -> t < 560 ? 0 : 0.1 * (t - 560));
    TrainedModel level = train(drifting, experiment().anchor(Anchor.NONE).season(1).build());
    Diagnosis diagnosis =
        PENSTOCK.diagnose(drifting, level, experiment().anchor(Anchor.NONE).season(1).build());
    assertThat(only(diagnosis, "pattern in the residuals").found())
        .startsWith("The residuals of y have a trend: their correlation with time is ");
    assertThat(only(diagnosis, "overfitting").found())
        .startsWith("On later rows the model's MAE is ");
  }

  @Test
  void aScalingThatWasFittedOnLaterRowsTooIsFound() {
    Series drifting = series(t -> 0.02 * t);
    Experiment all = experiment().split(new Split.ByFraction(1, 0)).build();
    TrainedModel model = train(drifting, all);
    Finding finding =
        only(
            PENSTOCK.diagnose(drifting, model, experiment().build()), "scaling fitted on all rows");
    assertThat(finding.severity()).isEqualTo(Severity.GRAVE);
    assertThat(finding.found())
        .startsWith(
            "The file's scaling of y is not that of the first 490 rows, which are for training: it differs by up to ");
    assertThat(PENSTOCK.diagnose(drifting, model, all).clean())
        .contains("scaling fitted on all rows");
  }

  /** The columns are as many, and only the numbers differ, as they would after a leak. */
  @Test
  void aPreparationWithStepsIsNotTakenForOneWithout() {
    Experiment stepped =
        experiment()
            .steps(new Log(List.of("y"), true))
            .training(Training.DEFAULT.withEpochs(1))
            .build();
    TrainedModel model = train(SERIES, stepped);

    assertThat(diagnose(model).notDone())
        .contains(
            new Diagnosis.NotDone(
                "scaling fitted on all rows",
                "the preparation cannot be fitted again: describe how the model was trained, by --config."));
    assertThat(PENSTOCK.diagnose(SERIES, model, stepped).clean())
        .contains("scaling fitted on all rows");
  }

  @Test
  void onOtherDataItIsSaidWhatCannotBeKnown() {
    Diagnosis diagnosis = PENSTOCK.diagnose(series(t -> 0.1), wave, experiment().build());
    assertThat(diagnosis.notDone())
        .containsExactly(
            new Diagnosis.NotDone(
                "scaling fitted on all rows",
                "these are not the data that the model was trained on, or not all their columns (their digests differ)."));
    assertThat(diagnosis.remarks())
        .containsExactly(
            "Which of these rows the model was trained on is not known; it is judged on the last of them all.");
  }

  @Test
  void reluUnitsThatNeverFireAreCountedByLayer() {
    Diagnosis embedding =
        diagnose(with(wave, Role.EMBEDDING_BIAS, -100f, Role.EMBEDDING_BIAS, -100f));
    assertThat(embedding.findings())
        .filteredOn(finding -> finding.check().equals("dead relu units"))
        .anySatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.GRAVE);
              assertThat(finding.found())
                  .isEqualTo(
                      "Of the 8 relu units of the embedding 8 (100 %) never fire on 200 windows: they give 0 always and learn no more.");
            });
    Diagnosis layer = diagnose(with(wave, Role.BIAS, -100f, Role.BIAS, -100f));
    assertThat(layer.findings())
        .anySatisfy(
            finding ->
                assertThat(finding.found())
                    .startsWith("Of the 6 relu units of LSTM layer 1 6 (100 %) never fire"));
    assertThat(diagnose(with(wave, Role.EMBEDDING_BIAS, 20f, Role.BIAS, 20f)).clean())
        .contains("dead relu units");
  }

  @Test
  void weightsThatAreNoNumbersAreGrave() {
    TrainedModel broken = with(wave, Role.HEAD, Float.NaN, Role.HEAD, Float.NaN);
    assertThat(only(diagnose(broken), "exploding loss").found())
        .isEqualTo("6 of 383 weights are no numbers.");
  }

  private static TrainedModel course(
      List<Double> training, List<Double> validation, int best, int kept, StopReason stopped) {
    ModelDescription model = wave.description();
    TrainingSummary was = model.training();
    TrainingSummary course =
        new TrainingSummary(
            was.backend(),
            was.versions(),
            was.training(),
            training,
            validation,
            List.of(),
            best,
            kept,
            stopped,
            was.trainingWindows());
    return new TrainedModel(
        new ModelDescription(
            model.network(),
            model.preparation(),
            model.frequency(),
            model.source(),
            model.season(),
            model.yardsticks(),
            course,
            model.evaluation(),
            model.dataSha256(),
            model.version(),
            model.created(),
            model.goldenRows()),
        wave.weights());
  }

  @Test
  void aLossThatExplodesIsFound() {
    TrainedModel kept =
        course(List.of(0.9, 0.4, 31.0), List.of(0.9, 0.4, 40.0), 2, 3, StopReason.EPOCHS_DONE);
    assertThat(only(diagnose(kept), "exploding loss"))
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.GRAVE);
              assertThat(finding.found())
                  .isEqualTo(
                      "The training loss exploded in epoch 3: it was 31, after 0.4 at the least before; the weights are those of epoch 3.");
            });
    TrainedModel notKept =
        course(List.of(0.9, 0.4, 31.0), List.of(0.9, 0.4, 40.0), 2, 2, StopReason.EPOCHS_DONE);
    assertThat(only(diagnose(notKept), "exploding loss").severity()).isEqualTo(Severity.WARNING);
    TrainedModel fromTheFirst =
        course(List.of(4000.0, 900.0), List.of(5000.0, 800.0), 2, 2, StopReason.EPOCHS_DONE);
    assertThat(only(diagnose(fromTheFirst), "exploding loss").found())
        .isEqualTo(
            "The training loss of epoch 2, whose weights were kept, is 900; of scaled columns the mean alone would give about 1.");
  }

  @Test
  void aValidationLossThatRisesIsOverfittingWhereItsWeightsWereKept() {
    List<Double> training = List.of(0.9, 0.5, 0.3, 0.2, 0.1, 0.05);
    List<Double> validation = List.of(0.9, 0.6, 0.7, 0.9, 1.2, 1.5);
    assertThat(
            only(
                diagnose(course(training, validation, 2, 6, StopReason.EPOCHS_DONE)),
                "overfitting"))
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.found())
                  .isEqualTo(
                      "The weights are those of epoch 6, but the validation loss was least in epoch 2 (0.6) and had risen to 1.5 by then, while the training loss went on falling.");
            });
    assertThat(
            only(
                    diagnose(course(training, validation, 2, 2, StopReason.NO_IMPROVEMENT)),
                    "overfitting")
                .severity())
        .isEqualTo(Severity.NOTE);
  }

  @Test
  void aLossThatStillFellIsUnderfitting() {
    List<Double> losses = List.of(1.0, 0.9, 0.8, 0.7, 0.6);
    assertThat(
            only(diagnose(course(losses, losses, 5, 5, StopReason.EPOCHS_DONE)), "underfitting")
                .found())
        .isEqualTo(
            "Training ended after 5 epochs while the validation loss still fell: by 14.3 % over the last epoch, to 0.6.");
    List<Double> level = List.of(1.0, 0.6, 0.5, 0.49, 0.489);
    assertThat(diagnose(course(level, level, 5, 5, StopReason.EPOCHS_DONE)).clean())
        .contains("underfitting");
  }
}
