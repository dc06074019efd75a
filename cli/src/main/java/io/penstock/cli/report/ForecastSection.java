package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Forecasts beside what came: over time at a chosen step, and whole ones from chosen origins. */
final class ForecastSection {
  static final String GROUP = "forecast";

  /** Values over all charts of the section. */
  private static final int VALUES = 60_000;

  private final ForecastSample sample;
  private final ForecastLines lines;
  private final Choices choices;

  private ForecastSection(ForecastSample sample) {
    this.sample = sample;
    this.lines = new ForecastLines(sample);
    this.choices = Choices.of(sample);
  }

  static Optional<Section> of(ReportContent content) {
    return content
        .forecasts()
        .filter(sample -> !(sample.head() instanceof Head.Softmax))
        .map(sample -> new ForecastSection(sample).section(content));
  }

  private Section section(ReportContent content) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Words(said(sample, content)));
    List<Selector> selectors = new ArrayList<>(choices.selectors(sample));
    if (sample.horizon() > 1) {
      selectors.add(new Selector("single forecast", List.of("latest", "median", "worst", "best")));
    }
    blocks.add(new Block.Choice(GROUP, selectors));
    blocks.add(overTime());
    if (sample.horizon() > 1) {
      blocks.add(single());
    }
    return new Section("forecasts", "Forecasts and truth", blocks);
  }

  /** Whether all windows are shown, or which. */
  static String said(ForecastSample sample, ReportContent content) {
    int all = content.evaluation().map(evaluation -> evaluation.windows()).orElse(0);
    int shown = sample.windows();
    String windows =
        shown >= all
            ? "All " + ScoreSection.count(shown, "window") + " of " + content.judged() + "."
            : "A sample: "
                + Numbers.grouped(shown)
                + " of the "
                + ScoreSection.count(all, "window")
                + " of "
                + content.judged()
                + ", in runs that are spread evenly.";
    int series = Choices.of(sample).members().size();
    return series < sample.seriesInAll()
        ? windows
            + " Of "
            + Numbers.grouped(sample.seriesInAll())
            + " series "
            + series
            + " are shown; the scores are over all."
        : windows;
  }

  private Block overTime() {
    List<Integer> members = choices.members();
    int perChart = VALUES / choices.count();
    int most = Math.max(200, Math.min(3_000, perChart / 4));
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (int m = 0; m < members.size(); m++) {
      for (int k = 0; k < choices.targets(); k++) {
        for (int s = 0; s < choices.steps().size(); s++) {
          charts.put(m + "-" + k + "-" + s, overTime(m, k, s, most));
        }
      }
    }
    return new Block.Figure(
        "forecast-chart",
        "Forecast and truth",
        GROUP,
        List.of(0, 1, 2),
        charts,
        Optional.empty(),
        Block.Figure.Shape.LONG);
  }

  private Chart overTime(int m, int target, int s, int most) {
    int member = choices.members().get(m);
    int step = choices.steps().get(s);
    String name = sample.targets().get(target);
    Errors errors = Errors.of(sample, member, target, step);
    String words =
        name
            + (id(member).isEmpty() ? "" : " of series " + id(member))
            + ", forecast "
            + ahead(step)
            + ": "
            + ScoreSection.count(errors.count(), "forecast")
            + ", mean absolute error "
            + Numbers.text(errors.absolute())
            + ", mean error "
            + Numbers.text(errors.mean())
            + " (truth less forecast)."
            + covered(member, target, step);
    return Chart.of(
        lines.places().axis(),
        sample.head().givesProbabilities() ? Axis.share("probability of " + name) : Axis.of(name),
        lines.over(member, target, step, most),
        words);
  }

  private String id(int member) {
    return sample.series().members().get(member).id();
  }

  private static String ahead(int step) {
    return step == 0 ? "1 step ahead" : step + 1 + " steps ahead";
  }

  private String covered(int member, int target, int step) {
    String interval = ForecastLines.interval(sample.head());
    if (interval.isEmpty()) {
      return "";
    }
    return " The interval from "
        + interval
        + " holds "
        + Numbers.text(100 * lines.coverage(member, target, step), 1)
        + " % of what came.";
  }

  /** Whole forecasts of the model's best, middling, worst and latest window. */
  private Block single() {
    List<Integer> members = choices.members();
    Map<String, Chart> charts = new LinkedHashMap<>();
    for (int m = 0; m < members.size(); m++) {
      for (int k = 0; k < choices.targets(); k++) {
        List<Window> windows = ranked(members.get(m), k);
        List<Window> chosen =
            List.of(
                windows.stream().max(Comparator.comparingInt(Window::origin)).orElseThrow(),
                windows.get((windows.size() - 1) / 2),
                windows.get(windows.size() - 1),
                windows.get(0));
        for (int i = 0; i < chosen.size(); i++) {
          charts.put(m + "-" + k + "-" + i, single(chosen.get(i), k, windows.size()));
        }
      }
    }
    return new Block.Figure(
        "single-chart",
        "A single forecast",
        GROUP,
        List.of(0, 1, 3),
        charts,
        Optional.empty(),
        Block.Figure.Shape.WIDE);
  }

  private Chart single(Window window, int target, int of) {
    int most = Math.max(100, VALUES / 8 / choices.count());
    int before = Math.max(2 * sample.horizon(), Math.min(sample.model().network().lookBack(), 200));
    return new Chart(
        lines.places().axis(),
        List.of(
            new Panel(
                Axis.of(sample.targets().get(target)),
                lines.from(window.run, window.place, target, before, most))),
        List.of(new Mark.At("last row known", lines.places().of(window.origin()))),
        "The forecast made at "
            + lines.places().text(window.origin())
            + ": mean absolute error "
            + Numbers.text(window.error)
            + ", "
            + place(window.rank, of)
            + ".");
  }

  private static String place(int rank, int of) {
    if (of == 1) {
      return "the only one";
    }
    return rank == 0
        ? "the best of " + of
        : rank == of - 1
            ? "the worst of " + of
            : "number " + (rank + 1) + " of " + of + " from the best";
  }

  private record Window(ForecastSample.Run run, int place, double error, int rank) {
    int origin() {
      return run.origins()[place];
    }
  }

  private List<Window> ranked(int member, int target) {
    List<Window> windows = new ArrayList<>();
    for (ForecastSample.Run run : sample.runs()) {
      for (int i = 0; run.member() == member && i < run.windows().windows(); i++) {
        int window = i;
        double error =
            IntStream.range(0, sample.horizon())
                .mapToDouble(
                    step ->
                        Math.abs(
                            (double) sample.truth(run, window, step, target)
                                - sample.point(run, window, step, target)))
                .average()
                .orElseThrow();
        windows.add(new Window(run, i, error, 0));
      }
    }
    windows.sort(Comparator.comparingDouble(Window::error).thenComparingInt(Window::origin));
    List<Window> ranked = new ArrayList<>();
    for (Window window : windows) {
      ranked.add(new Window(window.run, window.place, window.error, ranked.size()));
    }
    return ranked;
  }
}
