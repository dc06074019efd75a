package io.penstock.diagnosis;

import io.penstock.baseline.Neighbours;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.modelfile.DataDigest;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.parts.Sequences;
import io.penstock.preparation.Preparation;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.words.ModelPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Does all checks that can be done on what there is, one after the other. */
public final class Diagnostician {
  private static final List<Check<Data>> OF_DATA =
      List.of(
          new GivenAwayCheck(),
          new RowOrderCheck(),
          new RepeatedRowsCheck(),
          new MissingCheck(),
          new FlatRunCheck(),
          new OutlierCheck(),
          new StationarityCheck(),
          new SeasonCheck(),
          new ShiftCheck(),
          new ScaleCheck(),
          new EnoughWindowsCheck());
  private static final List<Check<Trained>> OF_MODEL =
      List.of(new ScalingCheck(), new LossCheck(), new DeadUnitsCheck());
  private static final List<Check<Judged>> OF_FORECASTS =
      List.of(
          new CopyCheck(),
          new SkillCheck(),
          new ResidualCheck(),
          new OverfittingCheck(),
          new UnderfittingCheck());

  /** Those that speak of sequences too, whose rows have no common course of time. */
  private static final Set<String> OF_SEQUENCES =
      Set.of(new RepeatedRowsCheck().name(), new EnoughWindowsCheck().name());

  private final List<Finding> findings = new ArrayList<>();
  private final List<String> clean = new ArrayList<>();
  private final List<Diagnosis.NotDone> notDone = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Diagnostician() {}

  /**
   * Of data alone: each column of numbers is looked at as if it were a target.
   *
   * @param series the data
   * @return what was looked at and what was found
   */
  public static Diagnosis of(Series series) {
    return ofData(Data.of(series), series);
  }

  /**
   * Of data that a model is to be trained on.
   *
   * @param series the data
   * @param experiment says what is forecast, how the rows are split, how far the network looks
   *     back; its defaults are those of training
   * @return what was looked at and what was found
   */
  public static Diagnosis of(Series series, Experiment experiment) {
    return ofData(Data.of(series, experiment), series);
  }

  private static Diagnosis ofData(Data data, Series series) {
    Diagnostician diagnostician = new Diagnostician();
    diagnostician.remark(series);
    diagnostician.look(data);
    return diagnostician.diagnosis();
  }

  /**
   * Of a model, on the data that it was trained on or on others.
   *
   * @param given has all columns that the model needs, and the truth
   * @param model the model
   * @param forecaster the same model, ready to be asked; not closed
   * @param experiment how it was trained, as far as that is known: the split counts, and for a
   *     model with steps these
   * @return what was looked at and what was found
   */
  public static Diagnosis of(
      Series given, TrainedModel model, Forecaster forecaster, Experiment experiment) {
    ModelDescription description = model.description();
    Series series = ModelPlaces.of(given, description.preparation().categories());
    Diagnostician diagnostician = new Diagnostician();
    diagnostician.remark(series);
    Data data = Data.of(series, description, experiment.split());
    diagnostician.look(data);
    Trained trained = trained(given, series, model, data, experiment);
    OF_MODEL.forEach(check -> diagnostician.look(check, trained));
    Judged judged = diagnostician.judged(trained, forecaster);
    OF_FORECASTS.forEach(check -> diagnostician.look(check, judged));
    return diagnostician.diagnosis();
  }

  private static Trained trained(
      Series given, Series series, TrainedModel model, Data data, Experiment experiment) {
    if (!DataDigest.sha256(given).equals(model.description().dataSha256())) {
      return new Trained(
          model,
          series,
          data,
          Optional.empty(),
          "these are not the data that the model was trained on, or not all their columns (their digests differ).");
    }
    try {
      PreparedExperiment again = PreparedExperiment.of(given, experiment);
      if (!isAlike(again.preparation(), model.description().preparation())) {
        return new Trained(model, series, data, Optional.empty(), STEPS);
      }
      return new Trained(model, series, data, Optional.of(again), "");
    } catch (PenstockException e) {
      if (e.code() == ErrorCode.INTERNAL || e.code() == ErrorCode.PLUGIN) {
        throw e;
      }
      return new Trained(model, series, data, Optional.empty(), STEPS);
    }
  }

  /**
   * Whether one was made as the other: of as many columns, by steps that do the same to their
   * targets and read columns of the same kind, whatever numbers were fitted.
   */
  private static boolean isAlike(Preparation one, Preparation other) {
    return one.columns().size() == other.columns().size()
        && one.words().size() == other.words().size()
        && one.recoveries().stream()
            .map(way -> way.inverses().size())
            .toList()
            .equals(other.recoveries().stream().map(way -> way.inverses().size()).toList());
  }

  private static final String STEPS =
      "the preparation cannot be fitted again: describe how the model was trained, by --config.";

  /** Asks the model for forecasts of training rows, where these are known, and of later ones. */
  private Judged judged(Trained trained, Forecaster forecaster) {
    ModelDescription model = trained.model().description();
    List<RowRange> later = trained.data().parts().test();
    List<RowRange> learnt = List.of();
    if (trained.rowsKnown()) {
      learnt = trained.data().parts().training().ranges();
      remarks.add(
          "The data are those that the model was trained on; it is judged on their test part.");
    } else {
      later =
          trained.series().members().stream()
              .map(Member::rows)
              .filter(rows -> rows.size() > 0)
              .toList();
      remarks.add(
          trained.data().sequences()
              ? "Which of these sequences the model was trained on is not known; it is judged on them all."
              : "Which of these rows the model was trained on is not known; it is judged on the last of them all.");
    }
    if (model.network().head().givesProbabilities()) {
      return new Judged(
          model,
          List.of(),
          List.of(),
          classes(trained, forecaster, later),
          "the model gives probabilities, which have no residuals.");
    }
    return new Judged(
        model,
        runs(trained.series(), forecaster, learnt),
        runs(trained.series(), forecaster, later),
        Optional.empty(),
        Judged.TOO_FEW);
  }

  private static Optional<Evaluation> classes(
      Trained trained, Forecaster forecaster, List<RowRange> later) {
    if (later.isEmpty()) {
      return Optional.empty();
    }
    Series excerpt = Runs.excerpt(trained.series(), forecaster.description(), later);
    Optional<Neighbours> training =
        trained.rowsKnown()
            ? trained.again().flatMap(PreparedExperiment::neighbours)
            : Optional.empty();
    return whereThereAreWindows(
        () ->
            training
                .map(known -> forecaster.evaluate(excerpt, known))
                .orElseGet(() -> forecaster.evaluate(excerpt)));
  }

  private static List<Run> runs(Series series, Forecaster forecaster, List<RowRange> ranges) {
    if (ranges.isEmpty()) {
      return List.of();
    }
    return whereThereAreWindows(() -> Runs.of(series, forecaster, ranges)).orElse(List.of());
  }

  private static <R> Optional<R> whereThereAreWindows(Supplier<R> judging) {
    try {
      return Optional.of(judging.get());
    } catch (PenstockException e) {
      if (e.code() == ErrorCode.DATA) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void remark(Series series) {
    if (series.rows() > Data.MOST_ROWS && !Sequences.are(series)) {
      remarks.add(
          String.format(
              "Where the order of rows counts, the last %d without a gap are looked at, and at most %d windows are forecast.",
              Data.MOST_ROWS, Runs.MOST_WINDOWS));
    }
    if (series.members().size() > Data.MOST_MEMBERS && !Sequences.are(series)) {
      remarks.add(
          String.format(
              "Of %d series %d are looked at.", series.members().size(), Data.MOST_MEMBERS));
    }
  }

  private void look(Data data) {
    for (Check<Data> check : OF_DATA) {
      if (data.sequences() && !OF_SEQUENCES.contains(check.name())) {
        notDone.add(
            new Diagnosis.NotDone(
                check.name(), "the rows are the points of sequences, each of a class as a whole."));
      } else {
        look(check, data);
      }
    }
  }

  private <E> void look(Check<E> check, E evidence) {
    Outcome outcome = check.look(evidence);
    outcome.notDone().ifPresent(why -> notDone.add(new Diagnosis.NotDone(check.name(), why)));
    findings.addAll(outcome.findings());
    if (outcome.notDone().isEmpty() && outcome.findings().isEmpty()) {
      clean.add(check.name());
    }
  }

  private Diagnosis diagnosis() {
    return new Diagnosis(findings, clean, notDone, remarks);
  }
}
