package io.penstock.training;

import io.penstock.evaluation.Metric;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When training ends before its last epoch, and which epoch's weights it gives. Looks at the
 * validation part after each epoch; without one all epochs are trained and the last one's weights
 * are given, and a metric to monitor is refused.
 *
 * <p>Any better score makes an epoch the best. The patience begins anew only with a score that is
 * better than the last one s to do so by more than {@code minimumChange · |s|}: below it where less
 * is better, as of the loss, above it where more is, as of R². A score that is not a number is
 * never better. The schedule {@link Schedule.OnPlateau} looks at the loss, whatever monitors.
 *
 * @param monitor the metric that decides, on forecasts in the targets' units, not weighted; one
 *     that the network's head has. Empty for the loss
 * @param patience epochs without a better score after which training stops; 0 trains all epochs;
 *     empty for a default from the number of windows
 * @param minimumChange by how much, relative to the size of the score to beat, a score must be
 *     better for the patience to begin anew; at least 0
 * @param keepBest whether the weights of the best epoch are given, and not the last one's
 */
public record Stopping(
    Optional<Metric> monitor, OptionalInt patience, double minimumChange, boolean keepBest) {
  /** By the loss, patience from the number of windows, the best epoch's weights. */
  public static final Stopping DEFAULT =
      new Stopping(Optional.empty(), OptionalInt.empty(), 0, true);

  /** Checks the ranges. */
  public Stopping {
    Objects.requireNonNull(monitor, "monitor");
    if (patience.orElse(0) < 0) {
      throw new IllegalArgumentException("patience " + patience.getAsInt() + " is below 0");
    }
    if (!(minimumChange >= 0)) {
      throw new IllegalArgumentException("minimum change " + minimumChange + " is below 0");
    }
  }

  /**
   * {@return the same with another patience}
   *
   * @param value epochs without a better score after which training stops
   */
  public Stopping withPatience(int value) {
    return new Stopping(monitor, OptionalInt.of(value), minimumChange, keepBest);
  }

  /**
   * {@return the same with another minimum change}
   *
   * @param value by how much, relative to the size of the score to beat, a score must be better for
   *     the patience to begin anew
   */
  public Stopping withMinimumChange(double value) {
    return new Stopping(monitor, patience, value, keepBest);
  }

  /**
   * {@return the same by another metric}
   *
   * @param value the metric that decides, on forecasts in the targets' units, not weighted
   */
  public Stopping withMonitor(Metric value) {
    return new Stopping(Optional.of(value), patience, minimumChange, keepBest);
  }

  /**
   * {@return the same giving the best epoch's weights, or the last one's}
   *
   * @param value whether the weights of the best epoch are given, and not the last one's
   */
  public Stopping withKeepBest(boolean value) {
    return new Stopping(monitor, patience, minimumChange, value);
  }
}
