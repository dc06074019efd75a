package io.penstock.modelling;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.frequency.SeasonDefaults;
import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Channels;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.preparation.Preparation;
import io.penstock.series.Series;
import java.util.Optional;

/**
 * Decides the network of an experiment: its sizes, and what the experiment leaves open of anchor
 * and look-back.
 *
 * @param series that it is about
 * @param experiment that describes it
 * @param season rows of a season
 * @param trainingRows rows of the training part
 */
record NetworkChoice(Series series, Experiment experiment, int season, int trainingRows) {
  /**
   * The network.
   *
   * @param preparation names its columns
   * @param inherited what it takes over from a model, if it does
   * @throws PenstockException with code CONFIG if the parts of the experiment do not fit each other
   *     or the series
   */
  Network network(Preparation preparation, Optional<Inherited> inherited) {
    LossOfHead.require(experiment);
    Anchor anchor = anchor(preparation);
    requireChannels(preparation);
    return new Network(
        lookBack(anchor, inherited),
        preparation.features().size(),
        experiment.horizon(),
        preparation.targets().size(),
        preparation.future().size(),
        anchor,
        experiment.channels(),
        experiment.segment(),
        experiment.embedding(),
        experiment.layers(),
        experiment.head());
  }

  private Anchor anchor(Preparation preparation) {
    // The last value of a target that looks ahead is not known when the forecast is made.
    boolean unknown =
        preparation.targets().stream().anyMatch(k -> preparation.formulas().get(k).ahead() > 0);
    Anchor anchor =
        unknown && experiment.anchor().isEmpty() ? Anchor.NONE : experiment.anchorOrDefault();
    if (experiment.head().givesProbabilities() && !anchor.equals(Anchor.NONE)) {
      throw PenstockException.config(
          "The head %s gives probabilities, which cannot be relative to an anchor. Take anchor none without scaling"
              + " and relative inputs, or another head.",
          experiment.head().word());
    }
    boolean open = anchor.reference() == Reference.LAST_SEASON && anchor.season().isEmpty();
    if (open && season == 1 && experiment.season().isEmpty()) {
      throw PenstockException.config(
          "The anchor is the last season, but rows as far apart as those of %s (%s) have no season that is known."
              + " Name the season in rows, or take another anchor.",
          series.name(), series.frequency());
    }
    return anchor.decided(season);
  }

  private void requireChannels(Preparation preparation) {
    if (experiment.channels() == Channels.INDEPENDENT
        && !preparation.features().containsAll(preparation.targets())) {
      throw PenstockException.config(
          "With independent channels each target reads itself, but of the targets %s not all are among the features %s."
              + " Name the targets as features, or take joint channels.",
          String.join(", ", preparation.targetNames()),
          String.join(", ", preparation.featureNames()));
    }
  }

  /** The rows asked for, or a model's, or a default that is rounded up to whole segments. */
  private int lookBack(Anchor anchor, Optional<Inherited> inherited) {
    int segment = experiment.segment();
    if (experiment.lookBack().isEmpty() && inherited.isEmpty()) {
      int rows =
          SeasonDefaults.lookBack(series.frequency(), season, experiment.horizon(), trainingRows);
      return ((Math.max(rows, anchor.rows()) - 1) / segment + 1) * segment;
    }
    int rows = experiment.lookBack().orElseGet(() -> inherited.get().network().lookBack());
    if (rows % segment != 0) {
      throw PenstockException.config(
          "A look-back of %d rows cannot be cut into segments of %d rows. Take a multiple of the segment, as %d, or"
              + " another segment.",
          rows, segment, (rows / (long) segment + 1) * segment);
    }
    if (rows < anchor.rows()) {
      throw PenstockException.config(
          "The anchor is the last season, %d rows back, but the look-back has %d rows only. Take a look-back of at"
              + " least %d rows, another season or another anchor.",
          anchor.rows(), rows, anchor.rows());
    }
    return rows;
  }

  /**
   * Checks that the weights can be held. Asked once there are windows, since a horizon beyond the
   * data is the likelier mistake.
   *
   * @throws PenstockException with code CONFIG if not
   */
  static void requireWeightsThatFit(Network network) {
    try {
      WeightLayout.of(network);
    } catch (ArithmeticException e) {
      throw new PenstockException(
          ErrorCode.CONFIG,
          String.format(
              "The network has more weights than one array holds, which are %d: layers of %s units, %d outputs. "
                  + "Take fewer units.",
              Integer.MAX_VALUE,
              network.layers().stream().map(layer -> "" + layer.units()).toList(),
              network.outputs()),
          e);
    }
  }
}
