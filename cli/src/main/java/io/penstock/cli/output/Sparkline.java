package io.penstock.cli.output;

import java.util.List;

/** A curve in one line of text. */
public final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * Draws a curve from its least value to its greatest; where there are more values than room, each
   * bar is the last of several.
   *
   * @param values finite or not; what is not finite is a space
   * @param width characters at most, at least 1
   */
  public static String of(List<Double> values, int width) {
    double least = values.stream().filter(Double::isFinite).mapToDouble(x -> x).min().orElse(0);
    double greatest = values.stream().filter(Double::isFinite).mapToDouble(x -> x).max().orElse(0);
    int bars = Math.min(width, values.size());
    StringBuilder line = new StringBuilder();
    for (int bar = 0; bar < bars; bar++) {
      double value = values.get((int) ((bar + 1L) * values.size() / bars) - 1);
      line.append(Double.isFinite(value) ? bar(value, least, greatest) : ' ');
    }
    return line.toString();
  }

  private static char bar(double value, double least, double greatest) {
    if (greatest == least) {
      return BARS.charAt(0);
    }
    return BARS.charAt(
        (int) Math.round((value - least) / (greatest - least) * (BARS.length() - 1)));
  }
}
