package io.penstock.diagnosis;

import io.penstock.network.Network;
import io.penstock.series.RowRange;
import java.util.List;

/** Looks at how many windows there are to learn the network's weights from. */
final class EnoughWindowsCheck implements Check<Data> {
  /**
   * Weights for each value to be learnt, windows × horizon × targets, from which it is a warning.
   * Networks that are stopped early do with far fewer values than weights; this is a rule of thumb,
   * below the ratio of the smallest sets on which the accuracy pages have an LSTM beat naive
   * forecasts.
   */
  static final double WEIGHTS_A_VALUE = 100;

  @Override
  public String name() {
    return "enough windows";
  }

  @Override
  public Outcome look(Data data) {
    Network network = data.network();
    int span = network.lookBack() + network.horizon();
    long windows = 0;
    if (data.trainingWindows().isPresent()) {
      return ofCount(network, data.trainingWindows().getAsInt(), data.ofModel());
    }
    for (RowRange segment : data.parts().training().segments()) {
      windows += Math.max(0, segment.size() - span + 1);
    }
    if (windows == 0) {
      return Outcome.of(
          List.of(
              found(
                      Severity.GRAVE,
                      "The training part has no run of %d rows, which one window takes.",
                      span)
                  .with("windows", 0)
                  .tryThis("Take a shorter --look-back or --horizon, or more rows.")));
    }
    return ofCount(network, windows, false);
  }

  private Outcome ofCount(Network network, long windows, boolean model) {
    double values = (double) windows * network.horizon() * network.targets();
    double ratio = network.parameters() / values;
    if (ratio <= WEIGHTS_A_VALUE) {
      return Outcome.NOTHING;
    }
    return Outcome.of(
        List.of(
            found(
                    Severity.WARNING,
                    "There are %d windows to learn from, %d values to be forecast, and the network %s %d weights, %s for each value.",
                    windows,
                    (long) values,
                    model ? "has" : "would have",
                    network.parameters(),
                    ratio)
                .with("weights a value", ratio)
                .with("windows", windows)
                .with("weights", network.parameters())
                .tryThis(
                    "Take fewer units, as --units 16, a shorter --look-back, dropout by --dropout 0.2, or more rows.")));
  }
}
