package io.penstock.cli;

import io.penstock.cli.output.ForecastFile;
import io.penstock.cli.output.ForecastJson;
import io.penstock.cli.output.Json;
import io.penstock.cli.output.TimeText;
import io.penstock.csv.CsvSeries;
import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.Forecast;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock forecast}. */
@Command(
    name = "forecast",
    sortOptions = false,
    customSynopsis = "penstock forecast MODEL.onnx DATA [OPTIONS]",
    description = {
      "Forecasts the rows after the end of a CSV file, with a model file.",
      "Prints CSV: the time of each row (or its step, where the model knows no times) and of each target the value, or a column for each quantile, probability or parameter of its distribution. Of several series the rows of each, its id first; of sequences one line each.",
      "A model that takes columns known of the future (penstock inspect names them) forecasts the rows after the last that has a target: append one row for each, with the time and these columns, and without the targets."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock forecast passengers.onnx passengers.csv",
      "  penstock forecast passengers.onnx passengers.csv --out forecast.csv",
      "  penstock forecast passengers.onnx passengers.csv --backtest --out backtest.csv"
    })
final class ForecastCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Where the forecast is written. Default: standard output.")
  private @Nullable Path out;

  @Option(
      names = "--backtest",
      description =
          "Forecast from every window of the data, beside what came: origin (the last row known), step, time, what is forecast and the actual value. Default: only the rows after the end.")
  private boolean backtest;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output instead of CSV. Default: CSV.")
  private boolean json;

  ForecastCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (out != null) {
      reading.requireNoInput("--out", out);
    }
    try (Forecaster forecaster = session.penstock().load(reading.model())) {
      CsvSeries data =
          backtest
              ? reading.readWithTruth(session.penstock(), forecaster.description())
              : reading.read(session.penstock(), forecaster.description());
      Series series = data.series();
      String id = series.idColumn().orElse("");
      if (backtest) {
        WindowedForecasts windows = forecaster.backtest(series);
        print(
            to -> ForecastFile.write(windows, id, time -> TimeText.of(time, series), to),
            () -> ForecastJson.of(windows, time -> TimeText.of(time, series)));
      } else {
        Map<String, Forecast> forecasts = forecaster.forecastEach(series);
        Forecast first = forecasts.values().iterator().next();
        boolean timed = first.frequency().isTimed();
        if (id.isEmpty()) {
          print(to -> ForecastFile.write(first, timed, to), () -> ForecastJson.of(first, timed));
        } else if (series.source().layout() == Layout.SEQUENCES) {
          print(
              to -> ForecastFile.writeOfSequences(id, forecasts, to),
              () -> ForecastJson.of(forecasts, timed));
        } else {
          print(
              to -> ForecastFile.write(id, forecasts, timed, to),
              () -> ForecastJson.of(forecasts, timed));
        }
      }
    }
    return ExitCode.OK;
  }

  private void print(FileInPlace.Content csv, Supplier<Json> object) {
    if (out != null) {
      FileInPlace.write(out, csv);
    }
    if (json) {
      session.out().println(object.get().put("out", out == null ? null : out.toString()));
    } else if (out == null) {
      try {
        csv.writeTo(session.out());
      } catch (IOException e) {
        throw PenstockException.environment("cannot write to standard output: %s.", e.getMessage());
      }
    } else {
      session.err().println("Written to " + out + ".");
    }
  }
}
