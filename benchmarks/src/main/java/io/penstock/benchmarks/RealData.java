package io.penstock.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real data that need preparation, from experiment files as a user would write them: {@code
 * benchmarks/real-data}. Each is trained by the command on both engines, its model is verified, and
 * the scores on its test part stand beside those of the naive forecasts.
 */
final class RealData {
  private static final Path RESULTS = Checkout.scratch("real-data");

  private RealData() {}

  /**
   * An experiment.
   *
   * @param name of its file
   * @param data of the shared data that it reads
   */
  private record Case(String name, String data) {
    Path file() {
      return Checkout.root().resolve("benchmarks/real-data").resolve(name + ".yaml").normalize();
    }
  }

  private static final String BEIJING = "data/beijing_pm25/pollution.csv";
  private static final String TUTORIAL = "beijing-one-step";

  private static final List<Case> CASES =
      List.of(
          new Case("beijing", BEIJING),
          new Case(TUTORIAL, BEIJING),
          new Case("bikes", "data/bike_sharing/hour.csv"),
          new Case("co2", "data/classic/co2_weekly_maunaloa.csv"),
          new Case("walmart", "data/retail/walmart_sales_weekly.csv"),
          new Case("stocks-price", "data/stocks/AAPL_2014_2018.csv"),
          new Case("stocks-return", "data/stocks/AAPL_2014_2018.csv"),
          new Case("m4-hourly", "data/m4/Hourly-train.csv"));

  /** Measures; arguments are names of cases and of engines, all without. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> chosen = List.of(arguments);
    List<String> names = CASES.stream().map(Case::name).toList();
    chosen.stream()
        .filter(argument -> !names.contains(argument) && !Engine.NAMES.contains(argument))
        .findFirst()
        .ifPresent(
            argument -> {
              throw new IllegalArgumentException(
                  argument + " is none of " + names + " and " + Engine.NAMES);
            });
    System.out.printf("## Real data with preparation%n%n%s%n%n", Machine.description());
    Files.createDirectories(RESULTS);
    Table table =
        new Table(
            "experiment, engine",
            "MAE",
            "RMSE",
            "last value, MAE",
            "RMSE",
            "seasonal naive, MAE",
            "RMSE",
            "best epoch",
            "training, s",
            "whole, s",
            "load");
    for (Case each : CASES) {
      if (!isChosen(each.name(), names, chosen)) {
        continue;
      }
      Optional<Path> data = Checkout.shared(each.data());
      if (data.isEmpty()) {
        System.out.printf("- %s: skipped, %s is not on this machine%n", each.name(), each.data());
        continue;
      }
      if (each.name().equals(TUTORIAL)) {
        writeTutorialData(data.get());
      }
      for (String engine : Engine.NAMES) {
        if (isChosen(engine, Engine.NAMES, chosen)) {
          List<String> row = measure(each, engine);
          // So that a run that is cut short has told something.
          System.err.println(String.join(" | ", row));
          table.row(row);
        }
      }
    }
    System.out.println(table);
  }

  private static boolean isChosen(String name, List<String> kind, List<String> chosen) {
    return chosen.contains(name) || chosen.stream().noneMatch(kind::contains);
  }

  /** Without the first day, and with 0 where a value is missing: the tutorial's protocol. */
  private static void writeTutorialData(Path data) throws IOException {
    List<String> lines = Files.readAllLines(data);
    List<String> written = new ArrayList<>(List.of(lines.get(0)));
    lines.stream().skip(1 + 24).map(line -> line.replace(",NA,", ",0,")).forEach(written::add);
    Files.write(RESULTS.resolve("beijing-tutorial.csv"), written);
  }

  private static List<String> measure(Case each, String engine)
      throws IOException, InterruptedException {
    Path model = RESULTS.resolve(each.name() + "-" + engine + ".onnx");
    Files.deleteIfExists(model);
    long begin = System.nanoTime();
    String output =
        penstock(
            "train",
            "--config",
            each.file().toString(),
            "--backend",
            engine,
            "--device",
            "cpu",
            "--out",
            model.toString(),
            "--json",
            "--quiet");
    double whole = (System.nanoTime() - begin) / 1e9;
    String load = Machine.load();
    JsonNode json =
        new ObjectMapper().readTree(output.substring(output.lastIndexOf('\n') + 1).strip());
    penstock("verify", model.toString());
    List<String> row = new ArrayList<>(List.of(each.name() + ", " + engine));
    for (JsonNode scores :
        List.of(
            json.at("/test"),
            json.at("/baselines/lastValue"),
            json.at("/baselines/seasonalNaive"))) {
      row.add(number(scores.path("mae").asDouble()));
      row.add(number(scores.path("rmse").asDouble()));
    }
    row.add(json.path("bestEpoch").asInt() + " of " + json.path("epochs").asInt());
    row.add(String.format(Locale.ROOT, "%.0f", json.path("seconds").asDouble()));
    row.add(String.format(Locale.ROOT, "%.0f", whole));
    row.add(load);
    return row;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  /**
   * The standard output of the command.
   *
   * @throws IOException if it fails; verification fails so where a model does not answer as stored
   */
  private static String penstock(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of(Checkout.root().resolve("penstock").toString()), Arrays.stream(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with exit code " + code);
    }
    return output;
  }
}
