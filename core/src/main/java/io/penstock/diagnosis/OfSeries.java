package io.penstock.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One finding for what several series of one kind have in common. */
final class OfSeries {
  private OfSeries() {}

  /**
   * The worst: the gravest, then that of the greatest first number.
   *
   * @param findings of one check and column, at most one a series
   * @param looked how many series were looked at
   */
  static Optional<Finding> worst(List<Finding> findings, int looked) {
    return findings.stream()
        .min(
            Comparator.comparing(Finding::severity)
                .thenComparing(OfSeries::first, Comparator.reverseOrder()))
        .map(
            worst ->
                looked == 1
                    ? worst
                    : new Finding(
                        worst.severity(),
                        worst.check(),
                        worst.found()
                            + String.format(
                                " Something of the kind is in %d of the %d series looked at.",
                                findings.size(), looked),
                        worst.advice(),
                        worst.numbers()));
  }

  private static double first(Finding finding) {
    return finding.numbers().values().stream().findFirst().orElse(0.0);
  }
}
