package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that cannot be trained on: exit code 2, one message, no stack, no file. */
class BadInputTest extends EndToEndTest {
  private static final String HEADER = "month,passengers";

  /** The airline's rows, without the header. */
  private static List<String> months() throws Exception {
    return new ArrayList<>(Files.readAllLines(Checkout.airline()).subList(1, 145));
  }

  private void csv(String header, List<String> rows) throws Exception {
    write("data.csv", header + "\n" + String.join("\n", rows) + "\n");
  }

  private AbstractStringAssert<?> refuseToTrain() throws Exception {
    return refuse("train", "data.csv", "--target", "passengers", "--horizon", "12");
  }

  @Test
  void aFileThatIsNotThere() throws Exception {
    refuseToTrain().contains("no file data.csv");
  }

  @Test
  void aDirectory() throws Exception {
    Files.createDirectory(folder.resolve("data.csv"));

    refuseToTrain().contains("data.csv is a directory", "Name a CSV file");
  }

  @Test
  void anEmptyFile() throws Exception {
    write("data.csv", "");

    refuseToTrain().contains("data.csv is empty", "header", "expected");
  }

  @Test
  void aHeaderAndNoRows() throws Exception {
    write("data.csv", HEADER + "\n");

    refuseToTrain().contains("data.csv holds a header and no rows", "expected after line 1");
  }

  @Test
  void aBinaryFile() throws Exception {
    byte[] bytes = new byte[4096];
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("data.csv"), bytes);

    refuseToTrain().contains("data.csv", "binary", "CSV", "UTF-8");
  }

  @Test
  void anotherKindOfFile() throws Exception {
    Files.copy(Checkout.path("cli/target/penstock-cli.jar"), folder.resolve("data.csv"));

    refuseToTrain().contains("data.csv", "ZIP", "save it as CSV");
  }

  @Test
  void anotherEncoding() throws Exception {
    Files.write(
        folder.resolve("data.csv"),
        "month,ann\u00e9e\n1949-01,112\n1949-02,118\n".getBytes(StandardCharsets.ISO_8859_1));

    refuseToTrain().contains("data.csv, line 1", "0xE9", "not UTF-8", "Save the file as UTF-8");
  }

  @Test
  void aRowWithACellTooMany() throws Exception {
    List<String> rows = months();
    rows.set(48, rows.get(48) + ",7");
    csv(HEADER, rows);

    refuseToTrain()
        .contains("data.csv, line 50", "3 cells found, 2 expected", "Correct the row", "quotes");
  }

  @Test
  void aRowWithACellTooFew() throws Exception {
    List<String> rows = months();
    rows.set(48, "1953-01");
    csv(HEADER, rows);

    refuseToTrain().contains("data.csv, line 50", "1 cell found, 2 expected");
  }

  @Test
  void aNumberThatIsNoneInTheFirstRow() throws Exception {
    List<String> rows = months();
    rows.set(0, "1949-01,many");
    csv(HEADER, rows);

    refuseToTrain()
        .contains("data.csv, line 2, column passengers", "\"many\" is no number", "Correct");
  }

  @Test
  void aNumberThatIsNoneInRowOneHundredThousand() throws Exception {
    LocalDateTime start = LocalDateTime.of(2000, 1, 1, 0, 0);
    List<String> rows =
        IntStream.range(0, 100_000)
            .mapToObj(
                hour -> start.plusHours(hour) + "," + (hour == 99_999 ? "12..5" : "" + hour % 24))
            .collect(Collectors.toCollection(ArrayList::new));
    csv("time,passengers", rows);

    refuseToTrain().contains("data.csv, line 100001, column passengers", "\"12..5\" is no number");
  }

  @Test
  void aTargetThatIsNoColumn() throws Exception {
    csv(HEADER, months());

    refuse("train", "data.csv", "--target", "pasengers")
        .contains("data.csv", "pasengers", "Did you mean passengers?");
  }

  @Test
  void aFeatureThatIsNoColumn() throws Exception {
    csv(HEADER, months());

    refuse("train", "data.csv", "--target", "passengers", "--features", "passengers,advertising")
        .contains("data.csv", "no column", "advertising", "passengers");
  }

  @Test
  void aTimeThatIsNoColumn() throws Exception {
    csv(HEADER, months());

    refuse("train", "data.csv", "--target", "passengers", "--time", "mnth")
        .contains("data.csv", "mnth", "Did you mean month?");
  }

  @Test
  void twoColumnsOfOneName() throws Exception {
    csv(
        "month,passengers,passengers",
        months().stream().map(row -> row + ",1").collect(Collectors.toList()));

    refuseToTrain()
        .contains(
            "data.csv, line 1", "columns 2 and 3 are both named passengers", "name of its own");
  }

  @Test
  void timesThatAreNotSorted() throws Exception {
    List<String> rows = months();
    Collections.swap(rows, 20, 100);
    csv(HEADER, rows);

    refuseToTrain()
        .contains(
            "data.csv, line 23, column month", "comes before that of line 22", "Sort the rows");
  }

  @Test
  void timesFromTheNewestToTheOldest() throws Exception {
    List<String> rows = months();
    Collections.reverse(rows);
    csv(HEADER, rows);

    refuseToTrain().contains("data.csv, line 3, column month", "turn the order of its rows round");
  }

  @Test
  void aTimeThatOccursTwice() throws Exception {
    List<String> rows = months();
    rows.add(rows.get(143));
    csv(HEADER, rows);

    refuseToTrain()
        .contains("data.csv, line 146, column month", "1960-12", "also that of line 145", "remove");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1954-13", "soon", "1954-02-30", ""})
  void aTimeThatIsNone(String time) throws Exception {
    List<String> rows = months();
    rows.set(68, time + ",200");
    csv(HEADER, rows);

    refuseToTrain()
        .contains("data.csv, line 70, column month", "\"" + time + "\" is no time as yyyy-MM")
        .contains("--time-format");
  }

  @Test
  void aTargetThatNeverChanges() throws Exception {
    csv(HEADER, months().stream().map(row -> row.split(",")[0] + ",5").toList());

    refuseToTrain().contains("passengers", "data.csv", "5.0 in every row", "Choose another target");
  }

  @Test
  void anOnlyColumnWithoutAValue() throws Exception {
    csv(HEADER, months().stream().map(row -> row.split(",")[0] + ",").toList());

    refuseToTrain().contains("data.csv", "passengers", "no row holds a value");
  }

  @Test
  void aTargetWithoutAValueBesideOtherColumns() throws Exception {
    csv("month,passengers,price", months().stream().map(row -> row.replace(",", ",,")).toList());

    refuseToTrain().contains("data.csv, column passengers", "no row holds a value", "numbers");
  }

  @Test
  void aTargetOfWords() throws Exception {
    csv("month,price,passengers", months().stream().map(row -> row + ",many").toList());

    refuseToTrain().contains("data.csv, line 2, column passengers", "\"many\" is no number");
  }

  @Test
  void theTimesAsTheTarget() throws Exception {
    csv(HEADER, months());

    refuse("train", "data.csv", "--target=month")
        .contains("data.csv, column month", "holds the times", "--time");
  }

  @Test
  void fewerRowsThanLookBackAndHorizon() throws Exception {
    csv(HEADER, months().subList(0, 30));

    refuse("train", "data.csv", "--target=passengers", "--horizon=12", "--look-back=24")
        .contains("data.csv", "30 rows", "needs 36 rows", "look-back 24 and horizon 12", "shorter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "2147483647"})
  void aHorizonBeyondTheFile(String horizon) throws Exception {
    csv(HEADER, months());

    refuse("train", "data.csv", "--target=passengers", "--horizon=" + horizon)
        .contains("data.csv", "144 rows", "horizon " + horizon, "shorter");
  }

  @Test
  void aLookBackBeyondTheFile() throws Exception {
    csv(HEADER, months());

    refuse("train", "data.csv", "--target=passengers", "--look-back=500")
        .contains("data.csv", "144 rows", "look-back 500", "shorter");
  }

  @Test
  void commasThatMaySeparateThousandsOrFractions() throws Exception {
    write(
        "data.csv",
        "month;passengers\n"
            + months().stream()
                .map(row -> row.replace(",", ";") + ",000\n")
                .collect(Collectors.joining()));

    refuseToTrain().contains("data.csv", "passengers", "112,000", "--decimal-comma");
  }

  @Test
  void aQuoteThatIsNeverClosed() throws Exception {
    List<String> rows = months();
    rows.set(10, "\"1949-11,104");
    csv(HEADER, rows);

    refuseToTrain().contains("data.csv", "line 12", "quote");
  }

  @Test
  void aNumberBeyondWhatAFloatHolds() throws Exception {
    List<String> rows = months();
    rows.set(10, "1949-11,1e60");
    csv(HEADER, rows);

    refuseToTrain().contains("data.csv, line 12, column passengers", "1e60");
  }

  @Test
  void debugShowsWhereTheErrorComesFrom() throws Exception {
    Outcome outcome = penstock.run("train", "data.csv", "--target", "passengers", "--debug");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("no file data.csv", "\tat io.penstock.");
  }

  @Test
  void theOtherCommandsRefuseAlike() throws Exception {
    model("pytorch");

    for (String command : List.of("forecast", "evaluate")) {
      refuse(command, "passengers.onnx", "data.csv").contains("no file data.csv");
    }
    refuse("compare", "data.csv", "--target=passengers").contains("no file data.csv");
  }
}
