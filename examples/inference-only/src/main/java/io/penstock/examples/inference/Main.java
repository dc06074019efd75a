package io.penstock.examples.inference;

import io.penstock.Penstock;
import io.penstock.error.PenstockException;
import io.penstock.forecasting.Forecaster;
import io.penstock.model.Forecast;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what a model file forecasts for the rows after the end of a CSV file. */
public final class Main {
  private Main() {}

  /**
   * Prints a table, or to standard error why there is none.
   *
   * @param arguments the model file and the CSV file
   */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("Give a model file and a CSV file.");
      System.exit(2);
    }
    try {
      table(Path.of(arguments[0]), Path.of(arguments[1])).forEach(System.out::println);
    } catch (PenstockException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /** The forecast, a line a row, below one of heads. */
  private static List<String> table(Path model, Path data) {
    Penstock penstock = Penstock.create();
    try (Forecaster forecaster = penstock.load(model)) {
      Series series = penstock.read(data, forecaster.description());
      Forecast forecast = forecaster.forecast(series);
      List<String> lines = new ArrayList<>();
      lines.add(heads(forecast));
      for (int step = 0; step < forecast.horizon(); step++) {
        lines.add(row(forecast, step));
      }
      return lines;
    }
  }

  /** A column for each number of a target: the value alone, or the ends of an interval too. */
  private static String heads(Forecast forecast) {
    StringBuilder line = new StringBuilder(String.format("%-16s", "time"));
    for (String target : forecast.targets()) {
      for (String parameter : forecast.head().parameterNames()) {
        line.append(String.format("  %18s", target + " " + parameter));
      }
    }
    return line.toString();
  }

  private static String row(Forecast forecast, int step) {
    StringBuilder line =
        new StringBuilder(
            String.format("%-16s", time(forecast.times().get(step), forecast.frequency())));
    for (List<Float> numbers : forecast.values().get(step)) {
      for (float number : numbers) {
        line.append(String.format(Locale.ROOT, "  %18.2f", number));
      }
    }
    return line.toString();
  }

  /** Milliseconds in the data's own local time, or the number of a row where no times are known. */
  private static String time(long time, Frequency frequency) {
    return frequency.isTimed()
        ? LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC).toString()
        : Long.toString(time);
  }
}
