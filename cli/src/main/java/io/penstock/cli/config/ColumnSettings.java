package io.penstock.cli.config;

import io.penstock.experiment.Experiment;
import io.penstock.network.Channels;
import io.penstock.preparation.Step;
import io.penstock.steps.OneHot;
import io.penstock.steps.Scale;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the settings say of columns beside the targets, and whether their uses exclude each other.
 */
final class ColumnSettings {
  private final SettingValues given;
  private final Problems problems;

  ColumnSettings(SettingValues given, Problems problems) {
    this.given = given;
    this.problems = problems;
  }

  /** What is not said stays as the builder has it, whose targets and channels are known. */
  void into(Experiment.Builder builder) {
    List<String> targets = builder.build().targets();
    if (given.has(Setting.FEATURES)) {
      List<String> features = given.names(Setting.FEATURES);
      builder.features(features.toArray(new String[0]));
      requireOwnColumn(builder.build(), features);
    }
    if (given.has(Setting.FUTURE)) {
      List<String> future = given.names(Setting.FUTURE);
      builder.future(future.toArray(new String[0]));
      future.stream()
          .filter(targets::contains)
          .forEach(
              name ->
                  problems.add(
                      given.where(Setting.FUTURE),
                      name + " is a target, which is not known beforehand."));
    }
    Optional<String> weights = given.text(Setting.WEIGHTS);
    weights.ifPresent(builder::weights);
    weights.ifPresent(name -> requireWeightsAlone(builder.build(), name));
  }

  private void requireOwnColumn(Experiment experiment, List<String> features) {
    List<String> unread =
        experiment.targets().stream().filter(target -> !features.contains(target)).toList();
    boolean known = given.has(Setting.TARGET);
    if (known && experiment.channels() == Channels.INDEPENDENT && !unread.isEmpty()) {
      problems.add(
          given.where(Setting.FEATURES),
          "with independent channels each target reads itself, but "
              + String.join(", ", unread)
              + (unread.size() == 1 ? " is" : " are")
              + " not named; add it, or take joint channels.");
    }
  }

  private void requireWeightsAlone(Experiment experiment, String name) {
    Optional<String> other =
        experiment.targets().contains(name)
            ? Optional.of("a target")
            : experiment.features().contains(name)
                ? Optional.of("a feature")
                : experiment.future().contains(name)
                    ? Optional.of("a column known of the future")
                    : Optional.empty();
    other.ifPresent(
        use ->
            problems.add(
                given.where(Setting.WEIGHTS), name + " is " + use + " and cannot be a weight."));
  }

  /**
   * The columns of values that are to be read; empty for all. Where features are named, other
   * columns need not hold numbers; but where there are steps, features may be what they compute,
   * and from what is not known before they are fitted.
   */
  static List<String> read(Experiment experiment) {
    if (experiment.features().isEmpty() || !experiment.steps().isEmpty()) {
      return List.of();
    }
    Set<String> columns = new LinkedHashSet<>(experiment.features());
    columns.addAll(required(experiment));
    return List.copyOf(columns);
  }

  /** Columns without which there is nothing to train, and so must hold numbers. */
  static List<String> required(Experiment experiment) {
    Set<String> columns = new LinkedHashSet<>(experiment.targets());
    columns.addAll(experiment.future());
    experiment.weights().ifPresent(columns::add);
    return List.copyOf(columns);
  }

  /**
   * Columns that steps want to be read as words.
   *
   * @param idColumns of the file, whose words are read without being asked for
   */
  static Set<String> words(Experiment experiment, List<String> idColumns) {
    Set<String> words = new LinkedHashSet<>();
    for (Step step : experiment.steps()) {
      if (step instanceof OneHot oneHot) {
        words.addAll(oneHot.columns());
      } else if (step instanceof Scale scale) {
        scale.per().filter(name -> !name.equals(Scale.SERIES)).ifPresent(words::add);
      }
    }
    words.remove(String.join("+", idColumns));
    return words;
  }
}
