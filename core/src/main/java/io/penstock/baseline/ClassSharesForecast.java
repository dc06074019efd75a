package io.penstock.baseline;

import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shares of the classes in the training part, as the probabilities of every row. */
public final class ClassSharesForecast implements BaselineForecast {
  private final float[] numbers;

  /**
   * @param horizon rows that are forecast, at least 1
   * @param parameters of the head: 1 for the probability of label 1, or one a class
   * @param shares [target][class], as {@link #shares} gives them
   */
  public ClassSharesForecast(int horizon, int parameters, List<List<Double>> shares) {
    this.numbers = new float[horizon * shares.size() * parameters];
    int at = 0;
    for (int step = 0; step < horizon; step++) {
      for (List<Double> ofTarget : shares) {
        for (int p = 0; p < parameters; p++) {
          numbers[at++] = ofTarget.get(parameters == 1 ? 1 : p).floatValue();
        }
      }
    }
  }

  @Override
  public void forecast(int start, float[] given) {
    System.arraycopy(numbers, 0, given, 0, numbers.length);
  }

  /**
   * The share of each class in the rows of the training part that have one; a truth that is a
   * probability counts for both classes by it.
   *
   * @param part the rows that count
   * @param targets names of columns
   * @param classes how many there are
   * @return [target][class]; NaN of a target without a value
   */
  public static List<List<Double>> shares(TrainingPart part, List<String> targets, int classes) {
    List<List<Double>> shares = new ArrayList<>();
    for (String target : targets) {
      int column = part.indexOf(target);
      double[] counts = new double[classes];
      double all = 0;
      for (RowRange range : part.ranges()) {
        for (int row = range.from(); row < range.to(); row++) {
          float value = part.value(row, column);
          if (!Float.isNaN(value)) {
            int lower = (int) Math.floor(value);
            counts[lower] += 1 - (value - lower);
            counts[Math.min(classes - 1, lower + 1)] += value - lower;
            all++;
          }
        }
      }
      double count = all;
      shares.add(Arrays.stream(counts).mapToObj(one -> one / count).toList());
    }
    return shares;
  }
}
