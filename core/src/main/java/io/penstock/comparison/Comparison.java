package io.penstock.comparison;

import io.penstock.evaluation.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of training one description on several engines, from the same initial weights and in
 * the same order of batches.
 *
 * @param runs one for each engine, the first is the reference of the differences
 * @param findings what was measured against a rule of the numeric contract
 * @param skipped engines that could not take part, with the reason
 */
public record Comparison(List<Run> runs, List<Finding> findings, Map<String, String> skipped) {
  /** Copies the lists. */
  public Comparison {
    runs = List.copyOf(runs);
    findings = List.copyOf(findings);
    skipped = Map.copyOf(skipped);
  }

  /** {@return whether every rule that was measured holds} */
  public boolean holds() {
    return findings.stream().allMatch(Finding::holds);
  }

  /**
   * One engine's training.
   *
   * @param backend name of the engine's plugin
   * @param versions of the engine
   * @param path which way the backend took
   * @param trainingLosses of each epoch
   * @param validationLosses of each epoch; empty without a validation part
   * @param bestEpoch whose weights were kept, counted from 1
   * @param seconds of training
   * @param samplesPerSecond windows trained on a second
   * @param evaluation on the test part
   */
  public record Run(
      String backend,
      Map<String, String> versions,
      String path,
      List<Double> trainingLosses,
      List<Double> validationLosses,
      int bestEpoch,
      double seconds,
      double samplesPerSecond,
      Optional<Evaluation> evaluation) {}

  /**
   * One difference and its bound.
   *
   * @param rule what is stated, in a sentence that names engines and the bound's unit
   * @param measured the largest difference found
   * @param bound the greatest that the rule allows
   */
  public record Finding(String rule, double measured, double bound) {
    /** {@return whether the rule holds; not if the difference is NaN} */
    public boolean holds() {
      return measured <= bound;
    }
  }
}
