package io.penstock.diagnosis;

import io.penstock.preparation.ColumnScaling;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits the preparation again on the training rows and compares its scaling with that in the file:
 * one that was fitted on later rows too knows of them.
 */
final class ScalingCheck implements Check<Trained> {
  /** Difference of centres or scales, in scales, that is no rounding. */
  static final double DIFFERENCE = 1e-4;

  @Override
  public String name() {
    return "scaling fitted on all rows";
  }

  @Override
  public Outcome look(Trained trained) {
    if (trained.again().isEmpty()) {
      return Outcome.notDone(trained.why());
    }
    List<ColumnScaling> file = trained.model().description().preparation().columns();
    List<ColumnScaling> fitted = trained.again().get().preparation().columns();
    List<String> names = new ArrayList<>();
    double greatest = 0;
    for (int k = 0; k < Math.min(file.size(), fitted.size()); k++) {
      ColumnScaling one = file.get(k);
      ColumnScaling other = fitted.get(k);
      double difference =
          Math.max(
                  Math.abs((double) one.centre() - other.centre()),
                  Math.abs((double) one.scale() - other.scale()))
              / other.scale();
      if (difference > DIFFERENCE) {
        names.add(one.column());
        greatest = Math.max(greatest, difference);
      }
    }
    if (names.isEmpty()) {
      return Outcome.NOTHING;
    }
    return Outcome.of(
        List.of(
            found(
                    Severity.GRAVE,
                    "The file's scaling of %s is not that of the first %d rows, which are for training: it differs by up to %s deviations%s.",
                    Text.listed(names),
                    trained.data().parts().training().count(),
                    greatest,
                    trained.rowsKnown() ? "" : ", and so does the number of windows learnt")
                .with("difference in deviations", greatest)
                .tryThis(
                    "Name the split of training, by --split, --split-rows or --config; if that was it, scores on these rows are too good: train again, as penstock train fits on the training part only.")));
  }
}
