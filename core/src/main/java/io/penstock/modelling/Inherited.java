package io.penstock.modelling;

import io.penstock.checkpoint.JsonLeaves;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.fitting.FittedPreparation;
import io.penstock.fitting.PreparationFitter;
import io.penstock.modelfile.NetworkJson;
import io.penstock.network.Network;
import io.penstock.parts.TrainingPart;
import io.penstock.preparation.Preparation;
import io.penstock.suggestion.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a run that starts from a model takes over from it, beside the weights: columns, preparation
 * and network, without which the weights mean nothing.
 *
 * @param network of the model
 * @param preparation of the model
 * @param refit whether the columns are scaled anew, by the experiment's scaling and data
 */
record Inherited(Network network, Preparation preparation, boolean refit) {
  /**
   * The preparation to train with.
   *
   * @param season rows of a season of the series
   * @throws PenstockException with code CONFIG if the experiment names other columns, or the series
   *     lacks one; DATA if there is nothing to learn from a column
   */
  FittedPreparation preparation(TrainingPart part, Experiment experiment, int season) {
    List<String> features = preparation.featureNames();
    List<String> targets = preparation.targetNames();
    if (!experiment.targets().equals(targets)) {
      throw misfit("the targets are", targets, experiment.targets());
    }
    if (!experiment.features().isEmpty() && !experiment.features().equals(features)) {
      throw misfit("the features are", features, experiment.features());
    }
    if (!experiment.future().equals(preparation.futureNames())
        && !experiment.future().equals(preparation.futureInputs())) {
      throw misfit(
          "the columns known of the future are", preparation.futureNames(), experiment.future());
    }
    requireSteps(experiment);
    Experiment same =
        experiment.toBuilder()
            .features(features.toArray(new String[0]))
            .scaling(refit ? experiment.scaling() : preparation.scaling())
            .build();
    if (refit) {
      return PreparationFitter.fit(part, same, season);
    }
    requireInputs(part);
    if (preparation.onlyScales()) {
      // Fitted even though it is not used, since fitting looks for what cannot be trained on.
      PreparationFitter.fit(part, same, season);
    }
    return FittedPreparation.of(preparation);
  }

  private void requireSteps(Experiment experiment) {
    if (!refit && !experiment.steps().isEmpty()) {
      throw PenstockException.config(
          "The model to start from keeps its own steps of preparation, and others are described. Leave the steps out,"
              + " or fit them anew on these data.");
    }
    if (refit && experiment.steps().isEmpty() && !preparation.onlyScales()) {
      throw PenstockException.config(
          "The preparation is to be fitted anew, but the model to start from has steps (%s) and none are described."
              + " Describe the same steps, or keep its preparation.",
          String.join("; ", preparation.words()));
    }
  }

  private void requireInputs(TrainingPart part) {
    for (String input : preparation.inputs()) {
      if (part.indexOf(input) < 0) {
        throw PenstockException.config(
            "%s has no column '%s', which the model to start from reads.%s It has: %s.",
            part.name(),
            input,
            Suggestion.sentence(input, part.columns()),
            String.join(", ", part.columns()));
      }
    }
  }

  private static PenstockException misfit(
      String what, List<String> model, List<String> experiment) {
    return PenstockException.config(
        "The model to start from does not fit: %s %s there and %s here. Name the same, or train anew.",
        what, String.join(", ", model), String.join(", ", experiment));
  }

  /**
   * Checks that the weights are those of this network; dropout has none, and may be another.
   *
   * @throws PenstockException with code CONFIG if not
   */
  void requireSame(Network asked) {
    Map<String, String> there = leaves(network);
    Map<String, String> here = leaves(asked);
    TreeSet<String> names = new TreeSet<>(there.keySet());
    names.addAll(here.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String model = there.getOrDefault(name, "absent");
      String experiment = here.getOrDefault(name, "absent");
      if (!model.equals(experiment)) {
        differences.add(name + " is " + model + " there and " + experiment + " here");
      }
    }
    if (!differences.isEmpty()) {
      throw PenstockException.config(
          "The model to start from does not fit the network: %s. Describe the model's network, or train anew.",
          String.join("; ", differences));
    }
  }

  private static Map<String, String> leaves(Network network) {
    Map<String, String> leaves = JsonLeaves.of(NetworkJson.write(network));
    leaves.keySet().removeIf(name -> name.endsWith(".dropout"));
    return leaves;
  }
}
