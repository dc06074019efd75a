package io.penstock.cli.config;

import io.penstock.backtesting.BacktestPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that trials need to know.
 *
 * @param trials the experiment as it is, then its variants
 * @param folds how the series is cut, where that is what they are judged by
 * @param out where the model of the best is written, if anywhere
 */
public record TrialsPlan(List<NamedPlan> trials, Optional<BacktestPlan> folds, Optional<Path> out) {
  /** Copies the list. */
  public TrialsPlan {
    trials = List.copyOf(trials);
  }

  /**
   * The plan of one.
   *
   * @param name what tables call it
   * @param changes keys that it changes and what it gives them, as people read it; empty for the
   *     experiment as it is
   * @param plan of its training; data, pages and histories are those of all
   */
  public record NamedPlan(String name, Map<String, String> changes, Plan plan) {
    /** Copies the map, in its order. */
    public NamedPlan {
      changes = new LinkedHashMap<>(changes);
    }
  }

  /** The experiment as it is. */
  public Plan itself() {
    return trials.get(0).plan();
  }
}
