package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.network.Head;
import io.penstock.statistics.NormalQuantile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The forecasts of a target so many steps ahead as lines over time, beside what came. */
final class ForecastLines {
  /** A normal distribution is shown by the interval that holds this share of it. */
  private static final double NORMAL_SHARE = 0.8;

  /** Values of a line that are marked one by one, at most. */
  private static final int MARKED = 48;

  private final ForecastSample sample;
  private final Places places;

  ForecastLines(ForecastSample sample) {
    this.sample = sample;
    this.places = new Places(sample.series());
  }

  /** A window of a run. */
  private record Shown(ForecastSample.Run run, int window) {
    int origin() {
      return run.origins()[window];
    }
  }

  private List<Shown> windows(int member) {
    List<Shown> windows = new ArrayList<>();
    for (ForecastSample.Run run : sample.runs()) {
      for (int i = 0; run.member() == member && i < run.windows().windows(); i++) {
        windows.add(new Shown(run, i));
      }
    }
    return windows;
  }

  /**
   * Forecasts over time.
   *
   * @param most points of a line, about
   */
  List<Layer> over(int member, int target, int step, int most) {
    List<Shown> windows = windows(member);
    List<IntToDoubleFunction> lines = new ArrayList<>();
    lines.add(i -> sample.truth(windows.get(i).run(), windows.get(i).window(), step, target));
    lines.add(i -> sample.point(windows.get(i).run(), windows.get(i).window(), step, target));
    boolean interval = !interval(sample.head()).isEmpty();
    if (interval) {
      lines.add(i -> end(windows.get(i), step, target, false));
      lines.add(i -> end(windows.get(i), step, target, true));
    }
    Frame frame = frame(windows, step, most, lines);
    List<Layer> layers = new ArrayList<>();
    if (interval) {
      layers.add(
          new Layer.Band(
              interval(sample.head()), Tone.MODEL, frame.x(), frame.line(2), frame.line(3)));
    }
    layers.add(new Layer.Line("truth", Tone.TRUTH, frame.x(), frame.line(0)));
    layers.add(new Layer.Line(pointName(), Tone.MODEL, frame.x(), frame.line(1)));
    return layers;
  }

  /** What came less what was forecast, over time. */
  Layer residuals(int member, int target, int step, int most) {
    List<Shown> windows = windows(member);
    IntToDoubleFunction line =
        i ->
            (double) sample.truth(windows.get(i).run(), windows.get(i).window(), step, target)
                - sample.point(windows.get(i).run(), windows.get(i).window(), step, target);
    Frame frame = frame(windows, step, most, List.of(line));
    return new Layer.Line("residual", Tone.MODEL, frame.x(), frame.line(0));
  }

  private Frame frame(List<Shown> windows, int step, int most, List<IntToDoubleFunction> lines) {
    return Frame.of(
        windows.size(),
        most,
        i -> places.of(windows.get(i).origin() + 1 + step),
        lines,
        i -> i > 0 && windows.get(i).origin() != windows.get(i - 1).origin() + 1);
  }

  /**
   * One forecast from its origin on, with the rows before it.
   *
   * @param before how many of these
   * @param most points of a line, about
   */
  List<Layer> from(ForecastSample.Run run, int window, int target, int before, int most) {
    int origin = run.origins()[window];
    int column = sample.truth().columns()[target];
    int segment = sample.series().segments().get(sample.series().segmentAt(origin)).from();
    int first = Math.max(segment, origin - before + 1);
    Shown shown = new Shown(run, window);
    Frame known =
        Frame.of(
            origin - first + 1 + sample.horizon(),
            most,
            i -> places.of(first + i),
            List.of(i -> sample.truth().series().value(first + i, column)),
            i -> false);
    List<IntToDoubleFunction> lines = new ArrayList<>();
    lines.add(step -> sample.point(run, window, step, target));
    String interval = interval(sample.head());
    if (!interval.isEmpty()) {
      lines.add(step -> end(shown, step, target, false));
      lines.add(step -> end(shown, step, target, true));
    }
    Frame ahead =
        Frame.of(sample.horizon(), most, step -> places.of(origin + 1 + step), lines, i -> false);
    List<Layer> layers = new ArrayList<>();
    if (!interval.isEmpty()) {
      layers.add(new Layer.Band(interval, Tone.MODEL, ahead.x(), ahead.line(1), ahead.line(2)));
    }
    layers.add(new Layer.Line("truth", Tone.TRUTH, known.x(), known.line(0)));
    layers.add(
        new Layer.Line(
            pointName(),
            Tone.MODEL,
            ahead.x(),
            ahead.line(0),
            sample.horizon() <= MARKED ? Layer.Style.MARKED : Layer.Style.SOLID));
    return layers;
  }

  /** The share of what came that lies in the interval, its ends included. */
  double coverage(int member, int target, int step) {
    List<Shown> windows = windows(member);
    long within =
        windows.stream()
            .filter(
                shown -> {
                  double truth = sample.truth(shown.run(), shown.window(), step, target);
                  return truth >= end(shown, step, target, false)
                      && truth <= end(shown, step, target, true);
                })
            .count();
    return (double) within / windows.size();
  }

  /** Forecasts, sorted, and what came of each: [forecast or truth][window]. */
  double[][] pairs(int member, int target, int step) {
    List<Shown> windows = windows(member);
    double[][] sorted =
        windows.stream()
            .map(
                shown ->
                    new double[] {
                      sample.point(shown.run(), shown.window(), step, target),
                      sample.truth(shown.run(), shown.window(), step, target)
                    })
            .filter(pair -> Double.isFinite(pair[0]) && Double.isFinite(pair[1]))
            .sorted(Comparator.<double[]>comparingDouble(pair -> pair[0]))
            .toArray(double[][]::new);
    double[][] pairs = new double[2][sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      pairs[0][i] = sorted[i][0];
      pairs[1][i] = sorted[i][1];
    }
    return pairs;
  }

  Places places() {
    return places;
  }

  private String pointName() {
    Head head = sample.head();
    return head.givesProbabilities()
        ? "probability"
        // The middle of an interval is a median only where the network was trained for one.
        : sample.model().network().head() instanceof Head.Quantiles
            ? "forecast (" + quantile(head.point()) + ")"
            : "forecast";
  }

  private String quantile(int place) {
    double level = ((Head.Quantiles) sample.head()).levels().get(place);
    return level == 0.5 ? "median" : percent(level) + " quantile";
  }

  /** What lies between the ends of an interval; empty where the head has none. */
  static String interval(Head head) {
    if (head instanceof Head.Quantiles quantiles && quantiles.levels().size() > 1) {
      return percent(quantiles.levels().get(0))
          + " to "
          + percent(quantiles.levels().get(quantiles.levels().size() - 1));
    }
    return head instanceof Head.Gaussian
        ? percent((1 - NORMAL_SHARE) / 2) + " to " + percent((1 + NORMAL_SHARE) / 2)
        : "";
  }

  private static String percent(double level) {
    double percent = Math.rint(level * 100_000) / 1000;
    return percent == Math.rint(percent) ? (long) percent + " %" : Numbers.text(percent) + " %";
  }

  private double end(Shown shown, int step, int target, boolean upper) {
    Head head = sample.head();
    if (head instanceof Head.Gaussian) {
      double mean = sample.forecast(shown.run(), shown.window(), step, target, 0);
      double scale = sample.forecast(shown.run(), shown.window(), step, target, 1);
      double reach = NormalQuantile.of((1 + NORMAL_SHARE) / 2) * scale;
      return upper ? mean + reach : mean - reach;
    }
    return sample.forecast(
        shown.run(), shown.window(), step, target, upper ? head.parameters() - 1 : 0);
  }
}
