package io.penstock.steps.numeric;

/**
 * A straight line by least squares.
 *
 * @param middle an abscissa near the middle, at which the line has the value {@code height}
 * @param height at the middle
 * @param slope for each step of the abscissa
 */
public record Line(long middle, double height, double slope) {
  /**
   * {@return the line through the values that are not missing, of which there is at least one; a
   * level one where all have the same abscissa}
   *
   * @param abscissae [value]
   * @param values [value], NaN where one is missing
   */
  public static Line through(long[] abscissae, float[] values) {
    long origin = abscissae[0];
    int count = 0;
    double sum = 0;
    double heights = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isNaN(values[i])) {
        count++;
        sum += abscissae[i] - origin;
        heights += values[i];
      }
    }
    double centre = sum / count;
    double mean = heights / count;
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isNaN(values[i])) {
        double x = abscissae[i] - origin - centre;
        products += x * (values[i] - mean);
        squares += x * x;
      }
    }
    double slope = squares > 0 ? products / squares : 0;
    long middle = origin + Math.round(centre);
    return new Line(middle, mean + slope * (middle - origin - centre), slope);
  }
}
