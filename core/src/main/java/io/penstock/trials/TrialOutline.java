package io.penstock.trials;

import io.penstock.network.Network;
import io.penstock.training.Training;
import java.util.Objects;

/**
 * What is known of a trial before it is made.
 *
 * @param number counted from 1
 * @param trials how many there are
 * @param name what tables call it
 * @param network that is trained; in folds that of the first, whose look-back may be shorter than
 *     that of later ones where it is left open
 * @param training how, with epochs, patience and loss decided; in folds for the first
 */
public record TrialOutline(
    int number, int trials, String name, Network network, Training training) {
  /** Checks that all are there. */
  public TrialOutline {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(training, "training");
    if (number < 1 || number > trials) {
      throw new IllegalArgumentException("trial " + number + " of " + trials);
    }
  }
}
