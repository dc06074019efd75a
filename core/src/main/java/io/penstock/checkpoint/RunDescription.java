package io.penstock.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Split;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Of what a run's numbers are a function, on one engine: the same description gives the same
 * weights.
 *
 * @param data what it is trained on
 * @param network what is trained
 * @param preparation between raw rows and the network
 * @param weights the column that says how much each row counts, if there is one
 * @param training how; nothing is left open
 * @param split of the data into parts
 * @param season rows of a season, for the scores
 * @param startedFrom SHA-256 of the weights that it started from, in hexadecimal, if they were a
 *     model's; else they follow from the seed
 */
public record RunDescription(
    SeriesFacts data,
    Network network,
    Preparation preparation,
    Optional<String> weights,
    Training training,
    Split split,
    int season,
    Optional<String> startedFrom) {
  /** Checks that all is there and decided. */
  public RunDescription {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(preparation, "preparation");
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(startedFrom, "startedFrom");
    if (training.epochs().isEmpty() || training.stopping().patience().isEmpty()) {
      throw new IllegalArgumentException("epochs or patience are left open");
    }
  }

  /**
   * Checks that a run that is to go on has the data of this one.
   *
   * @param now the run that is to go on
   * @throws PenstockException with code DATA if not
   */
  public void requireData(SeriesFacts now) {
    data.difference(now)
        .ifPresent(
            difference -> {
              throw PenstockException.data(
                  "The checkpoint is that of a run on other data, %s: in %s %s. Name the data of the run, or train"
                      + " anew; a written model is trained on by --from.",
                  data.name(), now.name(), difference);
            });
  }

  /**
   * Checks that a run that is to go on after this one's last epoch is the same.
   *
   * @param now the run that is to go on
   * @param epochsDone by this one
   * @throws PenstockException with code CONFIG if not
   */
  public void requireSame(RunDescription now, int epochsDone) {
    List<String> differences = differences(now);
    if (!differences.isEmpty()) {
      throw PenstockException.config(
          "The checkpoint is that of another run: %s. Describe the same run to go on with it, or train anew into another"
              + " folder.",
          String.join("; ", differences));
    }
    int epochs = now.training.epochs().orElseThrow();
    if (epochs < epochsDone) {
      throw PenstockException.config(
          "The checkpoint has %d epochs, more than the %d asked for. Ask for at least %d.",
          epochsDone, epochs, epochsDone);
    }
  }

  /**
   * In what another description differs, the data and the number of epochs aside, in words: what it
   * is there and what it is here. Empty if in nothing.
   */
  List<String> differences(RunDescription other) {
    if (startedFrom.isPresent() != other.startedFrom.isPresent()) {
      return List.of(
          startedFrom.isPresent()
              ? "the first weights follow from the seed and were those of a model"
              : "the first weights are those of a model and followed from the seed");
    }
    if (!startedFrom.equals(other.startedFrom)) {
      return List.of("the first weights are those of another model");
    }
    Map<String, String> here = comparable();
    Map<String, String> there = other.comparable();
    TreeSet<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String was = here.getOrDefault(name, "absent");
      String is = there.getOrDefault(name, "absent");
      if (!was.equals(is)) {
        differences.add(name + " is " + is + " and was " + was);
      }
    }
    return differences;
  }

  private Map<String, String> comparable() {
    ObjectNode json = DescriptionJson.write(this);
    json.remove("data");
    json.remove("startedFrom");
    ((ObjectNode) json.get("training")).remove("epochs");
    Map<String, String> leaves = new TreeMap<>();
    JsonLeaves.of(json).forEach(leaves::put);
    return leaves;
  }
}
