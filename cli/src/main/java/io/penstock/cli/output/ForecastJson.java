package io.penstock.cli.output;

import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.Decision;
import io.penstock.model.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Forecasts as JSON, one object a row that is forecast: of each target the value, or an object with
 * the numbers of the head by their names.
 */
public final class ForecastJson {
  private ForecastJson() {}

  /**
   * The next horizon.
   *
   * @param timed whether the rows' times are known
   */
  public static Json of(Forecast forecast, boolean timed) {
    return facts(forecast).put("rows", rows(forecast, timed));
  }

  /**
   * The next horizon of each of several series.
   *
   * @param forecasts at least one, by id
   */
  public static Json of(Map<String, Forecast> forecasts, boolean timed) {
    List<Json> series = new ArrayList<>();
    forecasts.forEach(
        (id, forecast) -> series.add(new Json().put("id", id).put("rows", rows(forecast, timed))));
    return facts(forecasts.values().iterator().next()).put("series", series);
  }

  private static Json facts(Forecast forecast) {
    return new Json()
        .put("targets", forecast.targets())
        .put("head", NetworkText.json(forecast.head()))
        .put("frequency", forecast.frequency().toString());
  }

  private static List<Json> rows(Forecast forecast, boolean timed) {
    List<Json> rows = new ArrayList<>();
    for (int step = 0; step < forecast.horizon(); step++) {
      Json row = new Json().put("step", step + 1);
      if (timed) {
        row.put("time", TimeText.of(forecast.times().get(step), forecast.frequency()));
      }
      Json values = new Json();
      for (int k = 0; k < forecast.targets().size(); k++) {
        values.put(
            forecast.targets().get(k),
            HeadNumbers.json(
                forecast.head(), forecast.values().get(step).get(k), forecast.decisions().get(k)));
      }
      rows.add(row.put("forecast", values));
    }
    return rows;
  }

  /**
   * Every window.
   *
   * @param time how times are written
   */
  public static Json of(WindowedForecasts backtest, LongFunction<String> time) {
    List<Json> rows = new ArrayList<>();
    int targets = backtest.targets().size();
    for (int row = 0; row < backtest.times().length; row++) {
      Json forecast = new Json();
      Json actual = new Json();
      for (int k = 0; k < targets; k++) {
        String target = backtest.targets().get(k);
        int at = row * targets + k;
        forecast.put(
            target,
            HeadNumbers.json(
                backtest.head(),
                HeadNumbers.at(backtest.forecasts(), at, backtest.head()),
                backtest.decisions().get(k)));
        Decision decision = backtest.decisions().get(k);
        float truth = backtest.truth()[at];
        actual.put(
            target,
            decision.labels().isEmpty() || Float.isNaN(truth)
                ? (Object) truth
                : decision.label((int) truth));
      }
      Json one = new Json();
      if (!backtest.series().isEmpty()) {
        one.put("id", backtest.series().get(row / backtest.horizon()));
      }
      rows.add(
          one.put("origin", time.apply(backtest.origins()[row / backtest.horizon()]))
              .put("step", row % backtest.horizon() + 1)
              .put("time", time.apply(backtest.times()[row]))
              .put("forecast", forecast)
              .put("actual", actual));
    }
    return new Json()
        .put("targets", backtest.targets())
        .put("head", NetworkText.json(backtest.head()))
        .put("frequency", backtest.frequency().toString())
        .put("windows", backtest.windows())
        .put("rows", rows);
  }
}
