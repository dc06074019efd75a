package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Data on which steps cannot be fitted, and data to which a fitted step has no answer: exit code 2,
 * one message that says what to do, and no number in place of it.
 */
class BadPreparationInputTest extends EndToEndTest {
  private static final String HEADER = "time,load,price,promo,wind";
  private static final int ROWS = 150;

  /** Row by row: time, load, price, promo, wind. */
  private final List<String[]> rows = new ArrayList<>();

  @BeforeEach
  void hours() {
    LocalDateTime start = LocalDateTime.of(2024, 1, 1, 0, 0);
    for (int hour = 0; hour < ROWS; hour++) {
      rows.add(
          new String[] {
            start.plusHours(hour).toString(),
            String.format(Locale.ROOT, "%.3f", 50 + 10 * Math.sin(hour / 3.8) + hour % 7 * 0.1),
            String.valueOf(1 + hour * 7 % 10),
            hour % 11 == 0 ? "1" : "0",
            hour % 3 == 0 ? "NE" : "SW"
          });
    }
  }

  private void set(int from, int to, int column, String value) {
    rows.subList(from, to).forEach(row -> row[column] = value);
  }

  private void data() throws Exception {
    write(
        "data.csv",
        HEADER + "\n" + String.join("\n", rows.stream().map(r -> String.join(",", r)).toList()));
  }

  private static String[] training(String... more) {
    return with(
        more,
        "train",
        "data.csv",
        "--target=load",
        "--look-back=8",
        "--horizon=2",
        "--units=3",
        "--epochs=1",
        "--quiet",
        "--out=model.onnx");
  }

  private AbstractStringAssert<?> refuseToTrain(String step) throws Exception {
    data();
    return refuse(training("--step", step));
  }

  private void train(String... more) throws Exception {
    data();
    succeed(training(more));
  }

  private AbstractStringAssert<?> refuseToForecast(String... more) throws Exception {
    data();
    return refuse(with(more, "forecast", "model.onnx", "data.csv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "impute: {columns: [price], method: mean}|impute: column price of data.csv has no value",
        "impute: {columns: [price], method: previous}|Column price of data.csv has no value",
        "scale: {columns: [price], method: robust}|scale: column price of data.csv has no value",
      })
  void aStepOnAColumnWithoutAValueInTheTrainingPart(String step, String expected) throws Exception {
    set(0, 110, 2, "");

    refuseToTrain(step).contains(expected, "training part, row 1", "row 105", "Leave it out");
  }

  @Test
  void aPowerOfAConstantColumn() throws Exception {
    set(0, ROWS, 2, "3");

    refuseToTrain("box-cox: price").contains("price of data.csv is 3 in every row", "Leave it out");
  }

  @Test
  void theLogarithmOfANegativeNumber() throws Exception {
    set(50, 51, 2, "-3");

    refuseToTrain("log: price").contains("price of data.csv is -3 at row 51", "Take log1p");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seasonal-difference: {columns: [load], season: 8760}|over 8760 rows leads out",
        "deseasonalise: {columns: [load], season: 8760}|some of the 8760 places",
        "impute: {method: seasonal, season: 8760}|of 8760 rows, leads out",
        "lag: {columns: [load], rows: [500]}|a lag of 500 rows leads out",
        "lag: {columns: [load], rows: [100]}|history of the steps 100, look-back 8 and horizon 2",
      })
  void aSeasonOrALagBeyondTheData(String step, String expected) throws Exception {
    refuseToTrain(step).contains(expected, "data.csv", "Take ");
  }

  @Test
  void timesThatTheRowsHaveNot() throws Exception {
    data();
    refuse(training("--no-time", "--step=calendar"))
        .contains("calendar: the rows of data.csv are counted", "Leave the step out");
  }

  @Test
  void twoSeriesBelowEachOtherAndMixedWithoutAnId() throws Exception {
    List<String[]> all = List.copyOf(rows);
    rows.addAll(all);
    data();
    refuse(training()).contains("line 152", "comes before", "--series COL");

    rows.clear();
    rows.addAll(all.stream().flatMap(row -> Stream.of(row, row)).toList());
    data();
    refuse(training()).contains("line 3", "also that of line 2", "--series COL");
  }

  @Test
  void aNumberWithoutALogarithmAtTheEnd() throws Exception {
    train("--step=log: price");
    set(147, 148, 2, "-3");

    refuseToForecast().contains("data.csv has -3.0 in column price at row 148", "correct");
  }

  @Test
  void aWordThatTrainingHasNotSeen() throws Exception {
    train("--step=one-hot: wind");
    set(147, 148, 4, "XX");

    refuseToForecast().contains("\"XX\" in column wind at row 148", "NE, SW", "allow others");
    for (String policy : List.of("ignore", "other-column")) {
      set(147, 148, 4, "NE");
      train("--step=one-hot: {columns: [wind], unknown: " + policy + "}");
      set(147, 148, 4, "XX");
      data();
      assertThat(succeed("forecast", "model.onnx", "data.csv").out())
          .containsPattern("2024-01-07T06:00,\\d+");
    }
  }

  @Test
  void whatIsKnownOfTheFutureAndNotGiven() throws Exception {
    train("--future=promo");

    refuseToForecast().contains("needs promo for the 2 rows", "no row after row 150", "Append");
    rows.add(new String[] {"2024-01-07T06:00", "", "", "1", ""});
    refuseToForecast().contains("only 1 after row 150", "Append such rows");
    rows.add(new String[] {"2024-01-07T07:00", "", "", "", ""});
    refuseToForecast().contains("no value in column promo at row 152", "Fill it in");
  }

  @Test
  void aWindowWithEveryValueMissing() throws Exception {
    train("--step=impute: median");
    for (int column = 1; column < 4; column++) {
      set(142, ROWS, column, "");
    }

    refuseToForecast()
        .contains("no value of load, price, promo from row 143", "to row 150", "Fill in values");
  }

  @Test
  void aValueThatADifferenceIsAddedTo() throws Exception {
    train("--step=seasonal-difference: {columns: [load], season: 24}");
    set(126, 127, 1, "");

    refuseToForecast().contains("no value in column load at row 127", "difference", "Fill in");
    assertThat(succeed("evaluate", "model.onnx", "data.csv").out()).doesNotContain("NaN");
  }

  @Test
  void timesOutOfStepWithTheModel() throws Exception {
    train("--step=calendar");
    LocalDateTime start = LocalDateTime.of(2024, 1, 1, 0, 0);
    for (int row = 0; row < ROWS; row++) {
      rows.get(row)[0] = start.plusMinutes(30L * row).toString();
    }
    refuseToForecast().contains("a row every 30 minutes", "trained on a row every 1 hour");
    for (int row = 0; row < ROWS; row++) {
      rows.get(row)[0] = start.plusMinutes(60L * row + row * row % 47).toString();
    }
    refuseToForecast().contains("times of data.csv follow no rule", "every 1 hour", "Resample");
    refuseToForecast("--no-time").contains("are counted", "reads them", "Name the columns");
  }

  @Test
  void aModelWithStepsIsTrainedOnWithTheColumnsThatTheyAreMadeOf() throws Exception {
    train("--step=lag: price", "--step=one-hot: wind", "--step=calendar");
    succeed("train", "data.csv", "--from=model.onnx", "--epochs=1", "--quiet", "--out=on.onnx");
    assertThat(succeed("inspect", "on.onnx").out()).contains("price_lag_1", "wind_NE", "hour_sin");
    refuse("train", "data.csv", "--from=model.onnx", "--scale=min-max", "--out=other.onnx")
        .contains("has steps", "Describe the same steps, or keep its preparation");
  }
}
