package io.penstock.model;

import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Yardsticks;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.series.Frequency;
import io.penstock.series.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a model file says of itself beside the weights.
 *
 * @param network the network
 * @param preparation between raw rows and the network
 * @param frequency of the series that it was trained on
 * @param source how that series stood in its file
 * @param season rows of a season of that series, at least 1
 * @param yardsticks what metrics and baselines need of the training part
 * @param training how it was trained
 * @param evaluation on the test part; empty if that held no window
 * @param dataSha256 of the series that it was trained on, in hexadecimal: names, times and values
 *     in order
 * @param version of Penstock
 * @param created when
 * @param goldenRows questions and answers
 * @param calibration what the validation part taught of the forecasts
 */
public record ModelDescription(
    Network network,
    Preparation preparation,
    Frequency frequency,
    Source source,
    int season,
    Yardsticks yardsticks,
    TrainingSummary training,
    Optional<Evaluation> evaluation,
    String dataSha256,
    String version,
    Instant created,
    List<GoldenRow> goldenRows,
    Calibration calibration) {
  /** Checks that the parts fit each other. */
  public ModelDescription {
    Objects.requireNonNull(frequency, "frequency");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(evaluation, "evaluation");
    Objects.requireNonNull(source, "source");
    goldenRows = List.copyOf(goldenRows);
    calibration
        .intervals()
        .ifPresent(
            intervals -> {
              if (network.head().givesProbabilities()
                  || intervals.horizon() != network.horizon()
                  || intervals.targets() != network.targets()) {
                throw new IllegalArgumentException("the intervals do not fit the network");
              }
            });
    if (preparation.features().size() != network.features()
        || preparation.targets().size() != network.targets()
        || preparation.future().size() != network.future()
        || !yardsticks.fits(network.targets())) {
      throw new IllegalArgumentException("the preparation does not fit the network");
    }
    if (season < 1) {
      throw new IllegalArgumentException("a season of " + season + " rows");
    }
  }

  /**
   * Without a calibration.
   *
   * @param network the network
   * @param preparation between raw rows and the network
   * @param frequency of the series that it was trained on
   * @param source how that series stood in its file
   * @param season rows of a season of that series, at least 1
   * @param yardsticks what metrics and baselines need of the training part
   * @param training how it was trained
   * @param evaluation on the test part
   * @param dataSha256 of the series that it was trained on, in hexadecimal: names, times and values
   *     in order
   * @param version of Penstock
   * @param created when
   * @param goldenRows questions and answers
   */
  public ModelDescription(
      Network network,
      Preparation preparation,
      Frequency frequency,
      Source source,
      int season,
      Yardsticks yardsticks,
      TrainingSummary training,
      Optional<Evaluation> evaluation,
      String dataSha256,
      String version,
      Instant created,
      List<GoldenRow> goldenRows) {
    this(
        network,
        preparation,
        frequency,
        source,
        season,
        yardsticks,
        training,
        evaluation,
        dataSha256,
        version,
        created,
        goldenRows,
        Calibration.NONE);
  }

  /**
   * Of one series.
   *
   * @param network the network
   * @param preparation between raw rows and the network
   * @param frequency of the series that it was trained on
   * @param timeColumns that the times were read from; empty if there are none
   * @param season rows of a season of that series, at least 1
   * @param maseScales one a target, in its own units: what its MASE is measured in
   * @param training how it was trained
   * @param evaluation on the test part
   * @param dataSha256 of the series that it was trained on, in hexadecimal: names, times and values
   *     in order
   * @param version of Penstock
   * @param created when
   * @param goldenRows questions and answers
   */
  public ModelDescription(
      Network network,
      Preparation preparation,
      Frequency frequency,
      List<String> timeColumns,
      int season,
      List<Double> maseScales,
      TrainingSummary training,
      Optional<Evaluation> evaluation,
      String dataSha256,
      String version,
      Instant created,
      List<GoldenRow> goldenRows) {
    this(
        network,
        preparation,
        frequency,
        Source.of(timeColumns),
        season,
        Yardsticks.of(Map.of("", maseScales)),
        training,
        evaluation,
        dataSha256,
        version,
        created,
        goldenRows);
  }

  /**
   * {@return what the numbers of a step and target of a forecast are: those of the network's head,
   * or of its intervals if it has some}
   */
  public Head forecastHead() {
    return calibration.head(network.head());
  }

  /** {@return numbers of a forecast: [horizon, target, parameter]} */
  public int outputs() {
    return network.horizon() * network.targets() * forecastHead().parameters();
  }

  /**
   * {@return the same judged on other data}
   *
   * @param value the scores on these data
   */
  public ModelDescription withEvaluation(Evaluation value) {
    return new ModelDescription(
        network,
        preparation,
        frequency,
        source,
        season,
        yardsticks,
        training,
        Optional.of(value),
        dataSha256,
        version,
        created,
        goldenRows,
        calibration);
  }

  /** {@return columns of the source that times were read from; empty if there were none} */
  public List<String> timeColumns() {
    return source.timeColumns();
  }

  /** {@return what MASE divides by, as {@link Yardsticks#maseScales}} */
  public Map<String, List<Double>> maseScales() {
    return yardsticks.maseScales();
  }
}
