package io.penstock.cli.config;

import io.penstock.experiment.Threshold;
import io.penstock.suggestion.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The threshold of a label, as it is written. */
final class ThresholdChoice {
  private static final String RECALL = "recall=";
  private static final String PRECISION = "precision=";

  private ThresholdChoice() {}

  /** The threshold that is given; what is wrong with it is added to the problems. */
  static Optional<Threshold> read(SettingValues given, Problems problems) {
    Given entry = given.get(Setting.THRESHOLD);
    if (entry == null) {
      return Optional.empty();
    }
    Optional<Threshold> threshold = parse(entry.value());
    if (threshold.isEmpty()) {
      List<String> words =
          Stream.concat(
                  Arrays.stream(Threshold.Score.values()).map(SettingValues::word),
                  Stream.of(RECALL + "0.9", PRECISION + "0.9"))
              .toList();
      problems.add(
          entry.where(),
          entry.value()
              + " is not a probability between 0 and 1, nor one of "
              + String.join(", ", words)
              + "."
              + Suggestion.sentence(entry.value(), words));
    }
    return threshold;
  }

  private static Optional<Threshold> parse(String text) {
    for (Threshold.Score score : Threshold.Score.values()) {
      if (SettingValues.word(score).equals(text)) {
        return Optional.of(new Threshold.Best(score));
      }
    }
    try {
      if (text.startsWith(RECALL)) {
        return SettingValues.decimal(text.substring(RECALL.length())).map(Threshold.Recall::new);
      }
      if (text.startsWith(PRECISION)) {
        return SettingValues.decimal(text.substring(PRECISION.length()))
            .map(Threshold.Precision::new);
      }
      return SettingValues.decimal(text).map(Threshold.Fixed::new);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
