package io.penstock.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.penstock.backtesting.Fold;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.Decision;
import io.penstock.model.Forecast;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Forecasts as CSV in UTF-8, one line a row that is forecast. */
public final class ForecastFile {
  private ForecastFile() {}

  /**
   * The next horizon: {@code time} and the numbers of each target.
   *
   * @param timed whether the rows' times are known; otherwise the first column is {@code step},
   *     counted from 1
   */
  public static void write(Forecast forecast, boolean timed, OutputStream to) throws IOException {
    CsvWriter csv = csv(to);
    csv.writeRecord(heads(forecast, timed));
    writeRows(forecast, timed, List.of(), csv);
    csv.flush();
  }

  /**
   * The next horizon of each of several series: its id, then as of one.
   *
   * @param idColumn name of the column of ids
   * @param forecasts at least one, by id
   */
  public static void write(
      String idColumn, Map<String, Forecast> forecasts, boolean timed, OutputStream to)
      throws IOException {
    CsvWriter csv = csv(to);
    List<String> heads = new ArrayList<>(List.of(idColumn));
    heads.addAll(heads(forecasts.values().iterator().next(), timed));
    csv.writeRecord(heads);
    for (Map.Entry<String, Forecast> one : forecasts.entrySet()) {
      writeRows(one.getValue(), timed, List.of(one.getKey()), csv);
    }
    csv.flush();
  }

  /**
   * The class of each of several sequences, each as a whole: its id and the numbers of each target.
   *
   * @param idColumn name of the column of ids
   * @param forecasts at least one, by id
   */
  public static void writeOfSequences(
      String idColumn, Map<String, Forecast> forecasts, OutputStream to) throws IOException {
    CsvWriter csv = csv(to);
    List<String> heads = new ArrayList<>(List.of(idColumn));
    heads.addAll(heads(forecasts.values().iterator().next()));
    csv.writeRecord(heads);
    for (Map.Entry<String, Forecast> one : forecasts.entrySet()) {
      List<String> cells = new ArrayList<>(List.of(one.getKey()));
      cells.addAll(numbers(one.getValue(), 0));
      csv.writeRecord(cells);
    }
    csv.flush();
  }

  private static List<String> heads(Forecast forecast, boolean timed) {
    List<String> heads = new ArrayList<>(List.of(timed ? "time" : "step"));
    heads.addAll(heads(forecast));
    return heads;
  }

  private static List<String> heads(Forecast forecast) {
    List<String> heads = new ArrayList<>();
    for (int k = 0; k < forecast.targets().size(); k++) {
      heads.addAll(
          HeadNumbers.columns(
              forecast.head(), forecast.targets().get(k), forecast.decisions().get(k)));
    }
    return heads;
  }

  private static void writeRows(Forecast forecast, boolean timed, List<String> first, CsvWriter csv)
      throws IOException {
    for (int step = 0; step < forecast.horizon(); step++) {
      List<String> cells = new ArrayList<>(first);
      cells.add(
          timed
              ? TimeText.of(forecast.times().get(step), forecast.frequency())
              : Integer.toString(step + 1));
      cells.addAll(numbers(forecast, step));
      csv.writeRecord(cells);
    }
  }

  private static List<String> numbers(Forecast forecast, int step) {
    List<String> cells = new ArrayList<>();
    for (int k = 0; k < forecast.targets().size(); k++) {
      cells.addAll(
          HeadNumbers.cells(
              forecast.head(), forecast.values().get(step).get(k), forecast.decisions().get(k)));
    }
    return cells;
  }

  /**
   * Every window: {@code origin} (the last row known), {@code step}, {@code time}, and of each
   * target the numbers of the forecast and the actual value.
   *
   * @param idColumn name of the column of ids, which comes first where there are several series
   * @param time how times are written
   */
  public static void write(
      WindowedForecasts backtest, String idColumn, LongFunction<String> time, OutputStream to)
      throws IOException {
    CsvWriter csv = csv(to);
    csv.writeRecord(heads(List.of(), backtest, idColumn));
    writeRows(List.of(), backtest, time, csv);
    csv.flush();
  }

  /**
   * Every window of the folds of a backtest: {@code fold}, counted from 1, then as of every window.
   *
   * @param folds of one backtest
   * @param idColumn name of the column of ids, where there are several series
   * @param time how times are written
   */
  public static void write(
      List<Fold> folds, String idColumn, LongFunction<String> time, OutputStream to)
      throws IOException {
    CsvWriter csv = csv(to);
    if (!folds.isEmpty()) {
      csv.writeRecord(heads(List.of("fold"), folds.get(0).forecasts(), idColumn));
    }
    for (Fold fold : folds) {
      writeRows(List.of(Integer.toString(fold.rows().number())), fold.forecasts(), time, csv);
    }
    csv.flush();
  }

  private static List<String> heads(
      List<String> first, WindowedForecasts windows, String idColumn) {
    List<String> heads = new ArrayList<>(first);
    if (!idColumn.isEmpty()) {
      heads.add(idColumn);
    }
    heads.addAll(List.of("origin", "step", "time"));
    for (int k = 0; k < windows.targets().size(); k++) {
      String target = windows.targets().get(k);
      Decision decision = windows.decisions().get(k);
      heads.addAll(
          windows.head() instanceof Head.Linear
              ? List.of(target + " forecast")
              : HeadNumbers.columns(windows.head(), target, decision));
      heads.add(target + " actual");
    }
    return heads;
  }

  private static void writeRows(
      List<String> first, WindowedForecasts windows, LongFunction<String> time, CsvWriter csv)
      throws IOException {
    int targets = windows.targets().size();
    for (int row = 0; row < windows.times().length; row++) {
      List<String> cells = new ArrayList<>(first);
      if (!windows.series().isEmpty()) {
        cells.add(windows.series().get(row / windows.horizon()));
      }
      cells.add(time.apply(windows.origins()[row / windows.horizon()]));
      cells.add(Integer.toString(row % windows.horizon() + 1));
      cells.add(time.apply(windows.times()[row]));
      for (int k = 0; k < targets; k++) {
        int at = row * targets + k;
        cells.addAll(
            HeadNumbers.cells(
                windows.head(),
                HeadNumbers.at(windows.forecasts(), at, windows.head()),
                windows.decisions().get(k)));
        cells.add(truth(windows, k, windows.truth()[at]));
      }
      csv.writeRecord(cells);
    }
  }

  /** A class by its label, if it has one. */
  private static String truth(WindowedForecasts backtest, int target, float truth) {
    Decision decision = backtest.decisions().get(target);
    return decision.labels().isEmpty() || Float.isNaN(truth)
        ? Numbers.exact(truth)
        : decision.label((int) truth);
  }

  /**
   * Losses of each epoch, counted from 1, the score that was monitored if one was, and the learning
   * rate of its last step; no validation loss where there were no validation windows, and no score
   * that could not be computed.
   */
  public static void writeHistory(TrainingSummary summary, List<Double> rates, OutputStream to)
      throws IOException {
    CsvWriter csv = csv(to);
    Optional<String> monitor =
        summary
            .training()
            .stopping()
            .monitor()
            .map(metric -> "validation " + ModelText.word(metric));
    List<String> heads = new ArrayList<>(List.of("epoch", "training loss", "validation loss"));
    monitor.ifPresent(heads::add);
    heads.add("learning rate");
    csv.writeRecord(heads);
    for (int epoch = 0; epoch < summary.epochs(); epoch++) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(epoch + 1)));
      cells.add(Double.toString(summary.trainingLosses().get(epoch)));
      cells.add(cell(summary.validationLosses(), epoch));
      if (monitor.isPresent()) {
        cells.add(cell(summary.validationScores(), epoch));
      }
      cells.add(Double.toString(rates.get(epoch)));
      csv.writeRecord(cells);
    }
    csv.flush();
  }

  private static String cell(List<Double> values, int epoch) {
    return epoch < values.size() && !values.get(epoch).isNaN()
        ? Double.toString(values.get(epoch))
        : "";
  }

  static CsvWriter csv(OutputStream to) {
    return CsvWriter.builder()
        .lineDelimiter(LineDelimiter.LF)
        .build(new OutputStreamWriter(to, StandardCharsets.UTF_8));
  }
}
