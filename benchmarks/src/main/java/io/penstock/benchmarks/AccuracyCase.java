package io.penstock.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment of {@code benchmarks/accuracy}, and what its scores are held against.
 *
 * @param name of its file, without {@code .yaml}
 * @param data that it reads
 * @param goal what it is to reach; empty where it only stands beside the naive forecasts
 */
record AccuracyCase(String name, AccuracyData data, Optional<Goal> goal) {
  /** By whose rules the test part is scored. */
  enum Rules {
    /** The command's own scores. */
    COMMAND,
    ETT,
    M4
  }

  /**
   * A figure to reach.
   *
   * @param rules of the score
   * @param score its key
   * @param title what the table calls it
   * @param bound the target
   * @param strict whether the bound itself misses it
   * @param naive the key of the naive forecast's score, computed on the same windows
   * @param published scores of others on these windows, which were not run here
   */
  record Goal(
      Rules rules,
      String score,
      String title,
      double bound,
      boolean strict,
      String naive,
      String published) {
    boolean isReached(double figure) {
      return strict ? figure < bound : figure <= bound;
    }

    String target() {
      return (strict ? "< " : "≤ ") + String.format(Locale.ROOT, "%.4g", bound);
    }
  }

  private static final String TOGETHER = "lastDayMse";

  /** All, in the order of the tables. */
  static final List<AccuracyCase> ALL =
      List.of(
          ett(
              "etth1-ot-24",
              0.028,
              false,
              "lastValueMse",
              "last value .034, LSTMa .114, Informer .098"),
          ett(
              "etth1-ot-48",
              0.050,
              true,
              "lastValueMse",
              "last value .050, LSTMa .193, Informer .158"),
          ett("etth1-ot-96", 0.055, false, "lastValueMse", "NLinear .053, DLinear .056"),
          ett(
              "etth1-ot-168",
              0.087,
              true,
              "lastValueMse",
              "last value .087, LSTMa .236, Informer .183"),
          ett("etth1-all-24", 0.424, true, TOGETHER, "last day .424, LSTMa .650"),
          ett("etth1-all-48", 0.465, true, TOGETHER, "last day .465, LSTMa .702"),
          ett(
              "etth1-all-96",
              0.370,
              false,
              TOGETHER,
              "PatchTST/64 .370, DLinear .375, Informer .941"),
          ett("etth1-all-168", 0.571, true, TOGETHER, "last day .571, LSTMa 1.212"),
          new AccuracyCase(
              "m4-hourly",
              AccuracyData.M4_HOURLY,
              Optional.of(
                  new Goal(
                      Rules.M4,
                      "owa",
                      "OWA",
                      0.55,
                      false,
                      "naiveOwa",
                      "seasonal naive .627, ES-RNN (winner) .440, RNN benchmark 1.036"))),
          rmse(
              "airline-one-step",
              AccuracyData.AIRLINE,
              41.85,
              "seasonalRmse",
              "LSTM tutorials 47.5 to 58.9, lag 12 41.85"),
          rmse(
              "beijing-one-step",
              AccuracyData.BEIJING_TUTORIAL,
              26.559,
              "lastRmse",
              "LSTM tutorial 26.496, persistence 26.559"),
          plain("airline", AccuracyData.AIRLINE),
          plain("etth1", AccuracyData.ETTH1),
          plain("bikes-defaults", AccuracyData.BIKES),
          plain("etth1-ot-24-no-anchor", AccuracyData.ETTH1_PROTOCOL),
          plain("etth1-ot-24-last-value", AccuracyData.ETTH1_PROTOCOL),
          plain("beijing", AccuracyData.BEIJING),
          plain("bikes", AccuracyData.BIKES),
          plain("co2", AccuracyData.CO2),
          plain("walmart", AccuracyData.WALMART),
          plain("stocks-price", AccuracyData.STOCKS),
          plain("stocks-return", AccuracyData.STOCKS));

  private static AccuracyCase ett(
      String name, double bound, boolean strict, String naive, String published) {
    return new AccuracyCase(
        name,
        AccuracyData.ETTH1_PROTOCOL,
        Optional.of(new Goal(Rules.ETT, "mse", "MSE", bound, strict, naive, published)));
  }

  private static AccuracyCase rmse(
      String name, AccuracyData data, double bound, String naive, String published) {
    return new AccuracyCase(
        name,
        data,
        Optional.of(new Goal(Rules.COMMAND, "rmse", "RMSE", bound, true, naive, published)));
  }

  private static AccuracyCase plain(String name, AccuracyData data) {
    return new AccuracyCase(name, data, Optional.empty());
  }

  /** Where the experiment is described. */
  Path file() {
    return Checkout.root().resolve("benchmarks/accuracy").resolve(name + ".yaml").normalize();
  }

  /** Scores of a written model beyond those that the command tells. */
  Map<String, Double> scores(Path model) throws IOException {
    return switch (goal.map(Goal::rules).orElse(Rules.COMMAND)) {
      case COMMAND -> Map.of();
      case ETT -> EttProtocol.scores(model, data.made());
      case M4 -> M4Protocol.scores(model, data.made());
    };
  }
}
