package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data and places that are unusual and right. */
class OddDataTest extends EndToEndTest {
  private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 0, 0);

  private static String hours(String header, BiFunction<LocalDateTime, Double, String> row) {
    return header
        + IntStream.range(0, 160)
            .mapToObj(
                hour -> row.apply(START.plusHours(hour), 10 + 5 * Math.sin(hour * Math.PI / 12)))
            .collect(Collectors.joining());
  }

  private void trainAndForecast(String data, String... options) throws Exception {
    String[] train = {
      "train", data, "--look-back=24", "--horizon=2", "--units=8", "--epochs=1", "--out=m.onnx"
    };
    succeed(Stream.concat(Arrays.stream(train), Arrays.stream(options)).toArray(String[]::new));
  }

  @Test
  void semicolonsDecimalCommasAMarkOfByteOrderAndWindowsLineEnds() throws Exception {
    DateTimeFormatter german = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
    write(
        "data.csv",
        "\uFEFF"
            + hours(
                "Zeit;Wert\r\n",
                (time, value) ->
                    german.format(time)
                        + ";"
                        + String.format(Locale.ROOT, "%.2f", value).replace('.', ',')
                        + "\r\n"));

    trainAndForecast("data.csv", "--target=Wert");
    Outcome forecast = succeed("forecast", "m.onnx", "data.csv");

    assertThat(forecast.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("time,Wert"),
            line -> assertThat(line).matches("2024-01-07T16:00,[0-9.]+"),
            line -> assertThat(line).matches("2024-01-07T17:00,[0-9.]+"));
  }

  @Test
  void columnsWhoseNamesHoldCommasQuotesLineEndsAndOtherScripts() throws Exception {
    write(
        "data.csv",
        hours(
            "t,\"a, \"\"b\"\"\nc\",日本 x+y\n",
            (time, value) ->
                time + "," + value.floatValue() + "," + 2 * value.floatValue() + "\n"));
    write("odd.yaml", "target: [\"a, \\\"b\\\"\\nc\", \"日本 x+y\"]\n");

    trainAndForecast("data.csv", "--config=odd.yaml");

    assertThat(succeed("forecast", "m.onnx", "data.csv").out())
        .startsWith("time,\"a, \"\"b\"\"\nc\",日本 x+y\n2024-01-07T16:00,");
    assertThat(new ObjectMapper().readTree(succeed("inspect", "m.onnx", "--json").out()).toString())
        .contains("日本 x+y");
  }

  @Test
  void aColumnOfAnotherScriptNamedOnTheCommandLine() throws Exception {
    write("data.csv", hours("t,größe\n", (time, value) -> time + "," + value.floatValue() + "\n"));

    trainAndForecast("data.csv", "--target=größe");

    assertThat(succeed("forecast", "m.onnx", "data.csv").out()).startsWith("time,größe\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Z", "+02:00", "-05:30"})
  void timesWithAnOffsetFromUtcAreKeptAsTheyAreWritten(String offset) throws Exception {
    write(
        "data.csv",
        hours(
            "t,v\n",
            (time, value) ->
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
                    + offset
                    + ","
                    + value.floatValue()
                    + "\n"));

    trainAndForecast("data.csv", "--target=v");

    assertThat(succeed("forecast", "m.onnx", "data.csv").out()).contains("2024-01-07T16:00");
  }

  @Test
  void offsetsThatChangeAreRefused() throws Exception {
    write(
        "data.csv",
        hours(
            "t,v\n",
            (time, value) ->
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
                    + (time.getDayOfMonth() < 4 ? "+01:00," : "+02:00,")
                    + value.floatValue()
                    + "\n"));

    refuse("train", "data.csv", "--target=v")
        .contains("data.csv, line 74, column t", "another offset", "UTC");
  }

  @Test
  void aTargetThatLooksLikeACountOfTheRows() throws Exception {
    write(
        "data.csv",
        hours("t,index,v\n", (time, value) -> time + ",0," + value.floatValue() + "\n")
            .lines()
            .map(new Numbering()::next)
            .collect(Collectors.joining("\n", "", "\n")));

    trainAndForecast("data.csv", "--target=index");
  }

  /** Numbers rows in the place of a zero. */
  private static final class Numbering {
    private int row;

    String next(String line) {
      return line.contains(",0,") ? line.replace(",0,", "," + row++ + ",") : line;
    }
  }

  @Test
  void windowsOfOneRow() throws Exception {
    passengers();

    succeed("train", "passengers.csv", "--target=passengers", "--look-back=1", "--epochs=1");

    assertThat(succeed("forecast", "passengers.onnx", "passengers.csv").out().lines()).hasSize(2);
  }

  @Test
  void aBatchBeyondAllWindowsIsAllOfThem() throws Exception {
    passengers();

    succeed("train", "passengers.csv", "--target=passengers", "--batch=2147483647", "--epochs=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.7,0.3,0", "1,0,0"})
  void aSplitWithoutATestPartGivesAModelWithoutScores(String split) throws Exception {
    passengers();

    Outcome outcome =
        succeed("train", "passengers.csv", "--target=passengers", "--epochs=1", "--split=" + split);

    assertThat(outcome.out()).contains("no window, so the model has no scores");
    succeed("verify", "passengers.onnx");
    assertThat(succeed("inspect", "passengers.onnx").out()).doesNotContain("seasonal naive  ");
  }

  @Test
  void spacesAndOtherFoldersInPaths() throws Exception {
    Path data = Files.createDirectories(folder.resolve("my data/of 1960"));
    Path work = Files.createDirectories(folder.resolve("work place"));
    Files.copy(Checkout.airline(), data.resolve("all passengers.csv"));
    penstock = PenstockCommand.in(work);

    succeed(
        "train",
        "../my data/of 1960/all passengers.csv",
        "--target=passengers",
        "--epochs=1",
        "--out",
        "../my data/a model.onnx");

    assertThat(penstock.files()).isEmpty();
    assertThat(folder.resolve("my data/a model.onnx")).exists();
    succeed("forecast", "../my data/a model.onnx", "../my data/of 1960/all passengers.csv");
    assertThat(penstock.files()).isEmpty();
  }

  @Test
  void aPipeIsReadAsAFileIs() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/stdin")), "no /dev/stdin");
    passengers();
    model("pytorch");

    Outcome file = succeed("forecast", "passengers.onnx", "passengers.csv");
    Outcome pipe = pipe(Files.readAllBytes(Checkout.airline()));

    assertThat(pipe.exitCode()).as(pipe.transcript()).isZero();
    assertThat(pipe.out()).isEqualTo(file.out());
  }

  @Test
  void aPipeThatIsNoTextIsRefusedWithoutBeingReadAgain() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/stdin")), "no /dev/stdin");
    model("pytorch");
    String rows = Files.readString(Checkout.airline()) + "1961-01,ann\u00e9e\n";

    refused(pipe(rows.getBytes(StandardCharsets.ISO_8859_1)))
        .contains("/dev/stdin", "UTF-8", "Save");
  }

  private Outcome pipe(byte[] content) throws Exception {
    return penstock.start(content, "forecast", "passengers.onnx", "/dev/stdin").await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales", "anomalies"})
  void generatedSeriesCanBeTrainedOn(String series) throws Exception {
    succeed("generate", series, "--rows=400", "--seed=3", "--out=data.csv");
    String target = series.equals("sales") ? "sales" : "value";

    trainAndForecast("data.csv", "--target=" + target);

    assertThat(succeed("forecast", "m.onnx", "data.csv").out().lines()).hasSize(3);
    Outcome printed = succeed("generate", series, "--rows=400", "--seed=3");
    assertThat(printed.out()).isEqualTo(Files.readString(folder.resolve("data.csv")));
  }
}
