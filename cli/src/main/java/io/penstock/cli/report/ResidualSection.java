package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.statistics.Autocorrelation;
import io.penstock.statistics.Histogram;
import io.penstock.statistics.QuantilePlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What the forecasts leave: over time, its dependence on itself, and its distribution. */
final class ResidualSection {
  /** Of fewer residuals nothing can be said. */
  private static final int FEWEST = 8;

  private static final int MOST_LAGS = 100;

  /** Points over all charts of one kind. */
  private static final int POINTS = 16_000;

  private final ForecastSample sample;
  private final ForecastLines lines;
  private final Choices choices;

  private ResidualSection(ForecastSample sample) {
    this.sample = sample;
    this.lines = new ForecastLines(sample);
    this.choices = Choices.of(sample);
  }

  static Optional<Section> of(ReportContent content) {
    return content
        .forecasts()
        .filter(sample -> !sample.head().givesProbabilities())
        .filter(sample -> new ResidualSection(sample).isWorthIt())
        .map(sample -> new ResidualSection(sample).section());
  }

  /** All charts need residuals that are not too few, and not all equal. */
  private boolean isWorthIt() {
    for (int member : choices.members()) {
      for (int target = 0; target < choices.targets(); target++) {
        for (int step : choices.steps()) {
          double[] some = Residuals.of(sample, member, target, step).present();
          double[] run = Residuals.of(sample, member, target, step).longestRun();
          if (some.length < FEWEST || run.length < 4 || Arrays.stream(run).distinct().count() < 2) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            "A residual is what came less what was forecast. Those of a model that has learnt all there is look like noise: around zero, without a trend or a season, and without a correlation to the ones before."
                + (sample.horizon() > 1
                    ? " Forecasts h steps ahead overlap, so their residuals go together over h − 1 lags even then."
                    : "")));
    blocks.add(new Block.Choice(ForecastSection.GROUP, choices.selectors(sample)));
    blocks.add(
        figure("residual-chart", "Residuals over time", Block.Figure.Shape.LONG, this::time));
    blocks.add(figure("acf-chart", "Autocorrelation", Block.Figure.Shape.HALF, this::dependence));
    blocks.add(figure("histogram-chart", "Distribution", Block.Figure.Shape.HALF, this::bins));
    blocks.add(
        figure(
            "quantile-chart",
            "Quantiles beside the normal distribution's",
            Block.Figure.Shape.HALF,
            this::quantiles));
    blocks.add(
        figure("scatter-chart", "Forecast against truth", Block.Figure.Shape.HALF, this::pairs));
    return new Section("residuals", "Residuals", blocks);
  }

  /** Of which residuals a chart is. */
  private record Of(int member, int target, int step) {}

  private Block figure(
      String id, String title, Block.Figure.Shape shape, BiFunction<Of, Residuals, Chart> chart) {
    Map<String, Chart> all = new LinkedHashMap<>();
    for (int m = 0; m < choices.members().size(); m++) {
      for (int k = 0; k < choices.targets(); k++) {
        for (int s = 0; s < choices.steps().size(); s++) {
          Of of = new Of(choices.members().get(m), k, choices.steps().get(s));
          all.put(
              m + "-" + k + "-" + s,
              chart.apply(of, Residuals.of(sample, of.member(), of.target(), of.step())));
        }
      }
    }
    return new Block.Figure(
        id, title, ForecastSection.GROUP, List.of(0, 1, 2), all, Optional.empty(), shape);
  }

  private Chart time(Of of, Residuals residuals) {
    double[] present = residuals.present();
    double mean = Arrays.stream(present).average().orElseThrow();
    int most = Math.max(200, Math.min(2_000, POINTS / choices.count()));
    return Chart.of(
        lines.places().axis(),
        Axis.of("truth less forecast, " + name(of)),
        List.of(lines.residuals(of.member(), of.target(), of.step(), most)),
        ScoreSection.count(present.length, "residual")
            + ", mean "
            + Numbers.text(mean)
            + ", standard deviation "
            + Numbers.text(deviation(present, mean))
            + ", least "
            + Numbers.text(Arrays.stream(present).min().orElseThrow())
            + ", greatest "
            + Numbers.text(Arrays.stream(present).max().orElseThrow())
            + ".");
  }

  private String name(Of of) {
    return sample.targets().get(of.target());
  }

  private static double deviation(double[] values, double mean) {
    return Math.sqrt(
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0));
  }

  private Chart dependence(Of of, Residuals residuals) {
    double[] run = residuals.longestRun();
    int count = run.length;
    int wanted = Math.max(24, 2 * sample.model().season() + 2);
    int lags = Math.max(1, Math.min(Math.min(wanted, MOST_LAGS), count / 4));
    double[] correlations = Arrays.copyOfRange(Autocorrelation.of(run, lags), 1, lags + 1);
    double[] x = new double[lags];
    Arrays.setAll(x, i -> i + 1.0);
    double bound = 1.96 / Math.sqrt(count);
    double[] bounds = new double[lags];
    Arrays.fill(bounds, bound);
    double[] below = new double[lags];
    Arrays.fill(below, -bound);
    long beyond = Arrays.stream(correlations).filter(r -> Math.abs(r) > bound).count();
    return Chart.of(
        Axis.of("lag, rows"),
        Axis.of("autocorrelation"),
        List.of(
            new Layer.Band("95 % of white noise", Tone.QUIET, x, below, bounds),
            new Layer.Bars("autocorrelation", Tone.MODEL, x, correlations)),
        "At lag 1 it is "
            + Numbers.text(correlations[0], 2)
            + "; "
            + beyond
            + " of "
            + lags
            + " lags are beyond ±"
            + Numbers.text(bound, 3)
            + ", which 5 % of white noise's would be."
            + (count < residuals.present().length
                ? " Over the longest run of windows, " + Numbers.grouped(count) + "."
                : ""));
  }

  private Chart bins(Of of, Residuals residuals) {
    double[] present = residuals.present();
    Histogram histogram = Histogram.of(present);
    double mean = Arrays.stream(present).average().orElseThrow();
    double deviation = deviation(present, mean);
    int bins = histogram.counts().length;
    double[] x = new double[bins];
    double[] counts = new double[bins];
    double[] normal = new double[bins];
    for (int i = 0; i < bins; i++) {
      x[i] = histogram.from() + (i + 0.5) * histogram.width();
      counts[i] = histogram.counts()[i];
      double z = (x[i] - mean) / deviation;
      normal[i] =
          present.length
              * histogram.width()
              / deviation
              * Math.exp(-z * z / 2)
              / Math.sqrt(2 * Math.PI);
    }
    long above = Arrays.stream(present).filter(residual -> residual > 0).count();
    return Chart.of(
        Axis.of("truth less forecast, " + name(of)),
        Axis.of("residuals"),
        List.of(
            new Layer.Bars("residuals", Tone.MODEL, x, counts),
            new Layer.Line("normal distribution", Tone.FIRST, x, normal)),
        Numbers.text(100.0 * above / present.length, 0)
            + " % of what came is above its forecast. "
            + bins
            + " bins of "
            + Numbers.text(histogram.width())
            + ".");
  }

  private Chart quantiles(Of of, Residuals residuals) {
    QuantilePlot plot = QuantilePlot.of(residuals.present());
    int[] kept =
        kept(plot.normal().length, Math.max(60, Math.min(400, POINTS / 3 / choices.count())));
    double[] x = Arrays.stream(kept).mapToDouble(i -> plot.normal()[i]).toArray();
    double[] y = Arrays.stream(kept).mapToDouble(i -> plot.sample()[i]).toArray();
    double mean = Arrays.stream(plot.sample()).average().orElseThrow();
    double deviation = deviation(plot.sample(), mean);
    double[] ends = {x[0], x[x.length - 1]};
    double[] line = {mean + deviation * ends[0], mean + deviation * ends[1]};
    return Chart.of(
        Axis.of("quantile of the standard normal distribution"),
        Axis.of("quantile of the residuals, " + name(of)),
        List.of(
            new Layer.Line("normal distribution", Tone.FIRST, ends, line, Layer.Style.DASHED),
            new Layer.Points("residuals", Tone.MODEL, x, y)),
        "Points on the line are as normal residuals of the same mean and deviation would be; the least residual is at "
            + Numbers.text((y[0] - mean) / deviation, 1)
            + " deviations, the greatest at "
            + Numbers.text((y[y.length - 1] - mean) / deviation, 1)
            + ".");
  }

  private Chart pairs(Of of, Residuals residuals) {
    double[][] pairs = lines.pairs(of.member(), of.target(), of.step());
    int[] kept = kept(pairs[0].length, Math.max(60, Math.min(600, POINTS / 3 / choices.count())));
    double[] x = Arrays.stream(kept).mapToDouble(i -> pairs[0][i]).toArray();
    double[] y = Arrays.stream(kept).mapToDouble(i -> pairs[1][i]).toArray();
    double[] ends = {x[0], x[x.length - 1]};
    return Chart.of(
        Axis.of("forecast, " + name(of)),
        Axis.of("truth, " + name(of)),
        List.of(
            new Layer.Line("truth as forecast", Tone.FIRST, ends, ends, Layer.Style.DASHED),
            new Layer.Points("windows", Tone.MODEL, x, y)),
        "The correlation of forecast and truth is "
            + Numbers.text(correlation(pairs[0], pairs[1]), 3)
            + ". Forecasts that are drawn to the middle lie across the line.");
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / a.length / deviation(a, meanA) / deviation(b, meanB);
  }

  /** The ends whole, since they are looked at, and an even choice between. */
  private static int[] kept(int count, int most) {
    if (count <= most) {
      int[] all = new int[count];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int end = most / 6;
    int between = most - 2 * end;
    int[] kept = new int[most];
    for (int i = 0; i < end; i++) {
      kept[i] = i;
      kept[most - 1 - i] = count - 1 - i;
    }
    for (int i = 0; i < between; i++) {
      kept[end + i] = end + (int) ((long) i * (count - 2 * end) / between);
    }
    return kept;
  }
}
