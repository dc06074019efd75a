package io.penstock.cli.output;

import io.penstock.model.Intervals;
import io.penstock.model.ModelDescription;
import io.penstock.modelfile.Words;
import io.penstock.network.Head;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The intervals around a model's forecasts, for people and as JSON. */
public final class IntervalText {
  private IntervalText() {}

  /** What they are, in a line or two; none where there are none. */
  static List<String> lines(ModelDescription model) {
    return model
        .calibration()
        .intervals()
        .map(
            intervals ->
                List.of(
                    ModelText.field("Intervals")
                        + share(intervals.coverage())
                        + " of the truths, "
                        + Words.of(intervals.method())
                        + ", learnt from "
                        + ModelText.plural(intervals.windows(), "window")
                        + " of the validation part",
                    ModelText.field("") + around(intervals, model.network().head())))
        .orElse(List.of());
  }

  private static String around(Intervals intervals, Head head) {
    String of =
        head instanceof Head.Quantiles
            ? "the outermost quantiles"
            : head instanceof Head.Gaussian
                ? "the mean, in units of the scale that is forecast"
                : "the forecast";
    return "around "
        + of
        + (intervals.followsWindow()
            ? "; wider after windows in which the target changes much"
            : "");
  }

  /** {@code 90 %}. */
  private static String share(double coverage) {
    return BigDecimal.valueOf(coverage).movePointRight(2).stripTrailingZeros().toPlainString()
        + " %";
  }

  /** Adds {@code intervals}, null where there are none. */
  public static void into(Json json, ModelDescription model) {
    Optional<Intervals> intervals = model.calibration().intervals();
    if (intervals.isEmpty()) {
      json.put("intervals", null);
      return;
    }
    json.put(
        "intervals",
        new Json()
            .put("method", Words.of(intervals.get().method()))
            .put("coverage", intervals.get().coverage())
            .put("windows", intervals.get().windows())
            .put("lower", intervals.get().lower())
            .put("upper", intervals.get().upper())
            .put("changes", intervals.get().changes()));
  }
}
