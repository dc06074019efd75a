package io.penstock.diagnosis;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.frequency.SeasonDefaults;
import io.penstock.model.ModelDescription;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.network.Anchor;
import io.penstock.network.Network;
import io.penstock.parts.Parts;
import io.penstock.parts.Sequences;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.scoring.TruthSeries;
import io.penstock.series.Member;
import io.penstock.series.Series;
import io.penstock.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Data, and what a model makes or would make of them.
 *
 * @param series as it was read
 * @param targets columns that are forecast; all columns of numbers where none is named
 * @param targetsNamed whether they were named
 * @param features other columns of numbers that are read
 * @param future names of those that are known for the rows to be forecast
 * @param parts how the rows are cut, or would be by default
 * @param season rows of a season, known or by default
 * @param network that reads them, or would by default
 * @param scaling of the columns
 * @param levelsAreAway whether forecasts are changes from the last value or season, or of
 *     differences, so that a level that wanders does no harm
 * @param knowsTheTime whether the network reads the place in a season from the time, or a step
 *     takes the season away
 * @param ofModel whether there is a model
 * @param trainingWindows that the model was trained on, or would be; empty where it is not known
 */
record Data(
    Series series,
    List<Column> targets,
    boolean targetsNamed,
    List<Column> features,
    Set<String> future,
    Parts parts,
    int season,
    Network network,
    Scaling scaling,
    boolean levelsAreAway,
    boolean knowsTheTime,
    boolean ofModel,
    OptionalInt trainingWindows) {
  /** Series of several that are looked at, at most. */
  static final int MOST_MEMBERS = 12;

  /** Rows that are looked at where their order counts, at most: the last ones without a gap. */
  static final int MOST_ROWS = 20_000;

  /** Rows that are looked at where their order does not count, at most, evenly spread. */
  static final int SAMPLE = 200_000;

  /** Of no target in particular. */
  static Data of(Series series) {
    List<Column> columns = numbers(series, new HashSet<>());
    if (columns.isEmpty()) {
      throw PenstockException.data("%s has no column of numbers to look at.", series.name());
    }
    return of(
        series,
        columns,
        false,
        List.of(),
        Experiment.forecast(columns.get(0).name()).split(Split.DEFAULT).build());
  }

  /** Of what a model would be trained on. */
  static Data of(Series series, Experiment experiment) {
    List<Column> targets = new ArrayList<>();
    for (String name : experiment.targets()) {
      targets.add(new Column(name, series, place(series, name)));
    }
    Set<String> others = new HashSet<>(experiment.targets());
    experiment.weights().ifPresent(others::add);
    List<Column> features = numbers(series, others);
    if (!experiment.features().isEmpty() && experiment.steps().isEmpty()) {
      Set<String> read = new HashSet<>(experiment.features());
      read.addAll(experiment.future());
      features = features.stream().filter(column -> read.contains(column.name())).toList();
    }
    return of(series, targets, true, features, experiment);
  }

  private static Data of(
      Series series,
      List<Column> targets,
      boolean named,
      List<Column> features,
      Experiment experiment) {
    if (named && Sequences.are(series)) {
      return ofSequences(series, targets, features, experiment);
    }
    Parts parts = Parts.of(series, experiment.split());
    int season = experiment.season().orElseGet(() -> SeasonDefaults.season(series.frequency()));
    int longest =
        parts.training().ranges().stream().mapToInt(range -> range.size()).max().orElseThrow();
    int lookBack =
        experiment
            .lookBack()
            .orElseGet(
                () ->
                    SeasonDefaults.lookBack(
                        series.frequency(), season, experiment.horizon(), longest));
    int segment = lookBack % experiment.segment() == 0 ? experiment.segment() : 1;
    Network network =
        new Network(
            lookBack,
            (named ? targets.size() : 1) + features.size(),
            experiment.horizon(),
            named ? targets.size() : 1,
            0,
            Anchor.NONE,
            experiment.channels(),
            segment,
            experiment.embedding(),
            experiment.layers(),
            experiment.head());
    return new Data(
        series,
        targets,
        named,
        features,
        Set.copyOf(experiment.future()),
        parts,
        season,
        network,
        experiment.scaling(),
        !experiment.anchorOrDefault().isNone(),
        !experiment.steps().isEmpty(),
        false,
        OptionalInt.empty());
  }

  /** Of sequences, which are read whole: made ready as training does it. */
  private static Data ofSequences(
      Series series, List<Column> targets, List<Column> features, Experiment experiment) {
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment);
    return new Data(
        series,
        targets,
        true,
        features,
        Set.of(),
        Parts.of(series, experiment.split()),
        prepared.season(),
        prepared.network(),
        experiment.scaling(),
        false,
        false,
        false,
        OptionalInt.of(prepared.training().count()));
  }

  /** Of a model. */
  static Data of(Series series, ModelDescription model, Split split) {
    Preparation preparation = model.preparation();
    TruthSeries truth = TruthSeries.of(series, preparation);
    List<Column> targets = new ArrayList<>();
    List<String> names = preparation.targetNames();
    Set<String> others = new LinkedHashSet<>();
    for (int k = 0; k < names.size(); k++) {
      targets.add(new Column(names.get(k), truth.series(), truth.columns()[k]));
      others.addAll(preparation.recoveries().get(k).truth().columns());
    }
    List<Column> features =
        numbers(series, others).stream()
            .filter(column -> preparation.inputs().contains(column.name()))
            .toList();
    boolean differenced =
        preparation.recoveries().stream().anyMatch(recovery -> !recovery.inverses().isEmpty());
    return new Data(
        series,
        targets,
        true,
        features,
        Set.copyOf(preparation.futureInputs()),
        Parts.of(series, split),
        model.season(),
        model.network(),
        preparation.scaling(),
        differenced || !model.network().anchor().isNone(),
        preparation.readsTime() || preparation.history() > 0,
        true,
        OptionalInt.of(model.training().trainingWindows()));
  }

  private static int place(Series series, String name) {
    int place = series.indexOf(name);
    if (place < 0) {
      throw PenstockException.data(
          "%s has no column \"%s\".%s It has: %s.",
          series.name(),
          name,
          Suggestion.sentence(name, series.columns()),
          String.join(", ", series.columns()));
    }
    return place;
  }

  private static List<Column> numbers(Series series, Set<String> without) {
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < series.columns().size(); k++) {
      String name = series.columns().get(k);
      if (!without.contains(name) && series.labels(name).isEmpty()) {
        columns.add(new Column(name, series, k));
      }
    }
    return columns;
  }

  /** The series that are looked at, evenly taken where there are many. */
  List<Member> members() {
    List<Member> all = series.members();
    if (all.size() <= MOST_MEMBERS) {
      return all;
    }
    List<Member> some = new ArrayList<>();
    for (int k = 0; k < MOST_MEMBERS; k++) {
      some.add(all.get((int) ((long) k * all.size() / MOST_MEMBERS)));
    }
    return some;
  }

  /** How a finding calls a column of a member. */
  String name(Column column, Member member) {
    return member.id().isEmpty() ? column.name() : column.name() + " of series " + member.id();
  }

  /** Whether the rows are the points of sequences that each belong to a class. */
  boolean sequences() {
    return Sequences.are(series);
  }

  /** Whether forecasts are of labels and not of numbers. */
  boolean labels() {
    return network.head().givesProbabilities();
  }
}
