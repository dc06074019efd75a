package io.penstock.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An experiment of {@code benchmarks/accuracy}, and what its scores are held against.
 *
 * @param name of its file, without {@code .yaml}
 * @param data that it reads
 * @param yardstick what others have reached on the same windows, or it is to reach; empty where it
 *     only stands beside the naive forecasts
 */
record AccuracyCase(String name, AccuracyData data, Optional<Yardstick> yardstick) {
  /** By whose rules the test part is scored. */
  enum Rules {
    /** The command's own scores. */
    COMMAND("rmse", "RMSE", Map.of("mae", "MAE")),
    ETT("mse", "MSE", Map.of("mae", "MAE")),
    M4("owa", "OWA", Map.of("smape", "sMAPE", "mase", "MASE"));

    private final String score;
    private final String title;
    private final Map<String, String> more;

    Rules(String score, String title, Map<String, String> more) {
      this.score = score;
      this.title = title;
      this.more = new TreeMap<>(more);
    }

    /** The key of the score that counts. */
    String score() {
      return score;
    }

    /** What the table calls it. */
    String title() {
      return title;
    }

    /** Keys of what the table says besides, and what it calls them. */
    Map<String, String> more() {
      return more;
    }
  }

  /** What a score is to stay below. */
  private enum Bound {
    BELOW("< "),
    AT_MOST("≤ ");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  /**
   * A target.
   *
   * @param bound whether it is missed by the value itself
   * @param value of the score
   */
  record Target(Bound bound, double value) {
    boolean isReachedBy(double figure) {
      return bound == Bound.BELOW ? figure < value : figure <= value;
    }

    @Override
    public String toString() {
      return bound.sign + BigDecimal.valueOf(value).toPlainString();
    }
  }

  /**
   * What a score is held against.
   *
   * @param rules of the score
   * @param naive the key of a naive forecast's score, computed on the same windows
   * @param target empty for experiments that show what a setting is good for
   * @param published scores of others on these windows, which were not run here
   */
  record Yardstick(Rules rules, String naive, Optional<Target> target, String published) {}

  /** All, in the order of the tables. */
  static final List<AccuracyCase> ALL =
      List.of(
          oilTemperature("etth1-ot-24", atMost(0.028), "last value .034/.139, LSTMa .114/.272"),
          oilTemperature("etth1-ot-48", below(0.050), "last value .050/.171, LSTMa .193/.358"),
          oilTemperature("etth1-ot-96", atMost(0.055), "NLinear .053/.177, DLinear .056/.180"),
          oilTemperature("etth1-ot-168", below(0.087), "last value .087/.229, LSTMa .236/.392"),
          oilTemperature("etth1-ot-24-last-value", Optional.empty(), ""),
          oilTemperature("etth1-ot-24-no-anchor", Optional.empty(), ""),
          allColumns("etth1-all-24", below(0.424), "last day .424/.389, LSTMa .650/.624"),
          allColumns("etth1-all-48", below(0.465), "last day .465/.407, LSTMa .702/.675"),
          allColumns("etth1-all-96", atMost(0.370), "PatchTST/64 .370/.400, DLinear .375/.399"),
          allColumns("etth1-all-168", below(0.571), "last day .571/.462, LSTMa 1.212/.867"),
          new AccuracyCase(
              "m4-hourly",
              AccuracyData.M4_HOURLY,
              Optional.of(
                  new Yardstick(
                      Rules.M4,
                      "naiveOwa",
                      atMost(0.55),
                      "seasonal naive .627, ES-RNN (winner) .440, RNN benchmark 1.036"))),
          oneStep(
              "airline-one-step",
              AccuracyData.AIRLINE,
              "seasonalRmse",
              below(41.85),
              "lag 12 41.85, LSTM tutorials 47.5 to 58.9"),
          oneStep(
              "beijing-one-step",
              AccuracyData.BEIJING_TUTORIAL,
              "lastRmse",
              below(26.559),
              "persistence 26.559, LSTM tutorial 26.496"),
          plain("airline", AccuracyData.AIRLINE),
          plain("etth1", AccuracyData.ETTH1),
          plain("bikes-defaults", AccuracyData.BIKES),
          plain("beijing", AccuracyData.BEIJING),
          plain("bikes", AccuracyData.BIKES),
          plain("co2", AccuracyData.CO2),
          plain("walmart", AccuracyData.WALMART),
          plain("stocks-price", AccuracyData.STOCKS),
          plain("stocks-return", AccuracyData.STOCKS));

  private static AccuracyCase oilTemperature(
      String name, Optional<Target> target, String published) {
    return new AccuracyCase(
        name,
        AccuracyData.ETTH1_PROTOCOL,
        Optional.of(new Yardstick(Rules.ETT, "lastValueMse", target, published)));
  }

  private static AccuracyCase allColumns(String name, Optional<Target> target, String published) {
    return new AccuracyCase(
        name,
        AccuracyData.ETTH1_PROTOCOL,
        Optional.of(new Yardstick(Rules.ETT, "lastDayMse", target, published)));
  }

  private static AccuracyCase oneStep(
      String name, AccuracyData data, String naive, Optional<Target> target, String published) {
    return new AccuracyCase(
        name, data, Optional.of(new Yardstick(Rules.COMMAND, naive, target, published)));
  }

  private static AccuracyCase plain(String name, AccuracyData data) {
    return new AccuracyCase(name, data, Optional.empty());
  }

  private static Optional<Target> atMost(double value) {
    return Optional.of(new Target(Bound.AT_MOST, value));
  }

  private static Optional<Target> below(double value) {
    return Optional.of(new Target(Bound.BELOW, value));
  }

  /** Where the experiment is described. */
  Path file() {
    return Checkout.root().resolve("benchmarks/accuracy").resolve(name + ".yaml").normalize();
  }

  /** Scores of a written model that count in place of the command's, or beside them. */
  Map<String, Double> scores(Path model) throws IOException {
    return switch (yardstick.map(Yardstick::rules).orElse(Rules.COMMAND)) {
      case COMMAND -> Map.of();
      case ETT -> EttProtocol.scores(model, data.made());
      case M4 -> M4Protocol.scores(model, data.made());
    };
  }
}
