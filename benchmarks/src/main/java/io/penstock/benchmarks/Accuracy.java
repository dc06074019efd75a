package io.penstock.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Scores of the command with its defaults on public data, beside forecasts that need no model. */
final class Accuracy {
  private Accuracy() {}

  /**
   * A series.
   *
   * @param name for the table
   * @param file if it is there
   * @param options of {@code penstock train}
   */
  private record Case(String name, Optional<Path> file, List<String> options) {}

  /** Measures. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Case> cases =
        List.of(
            new Case(
                "AirPassengers",
                Optional.of(Checkout.root().resolve("examples/airline/passengers.csv")),
                List.of("--target", "passengers", "--horizon", "12")),
            new Case(
                "ETTh1",
                Checkout.shared("data/ett/ETTh1.csv"),
                List.of("--target", "OT", "--look-back", "96", "--horizon", "24")),
            new Case(
                "bike sharing",
                Checkout.shared("data/bike_sharing/hour.csv"),
                List.of("--target", "cnt", "--time", "dteday+hr", "--horizon", "24")));
    System.out.printf("## Accuracy%n%n%s%n%n", Machine.description());
    for (Case each : cases) {
      System.out.printf(
          "- %s: `penstock train %s`%n", each.name(), String.join(" ", each.options()));
      if (each.file().isEmpty()) {
        System.out.println("  skipped: its data are not on this machine");
      }
    }
    System.out.println();
    for (Case each : cases) {
      if (each.file().isPresent()) {
        // A table a series, so that a run that is cut short has told something.
        System.out.printf("%s%n", measure(each, each.file().get()));
      }
    }
  }

  private static Table measure(Case each, Path file) throws IOException, InterruptedException {
    Table table =
        new Table(
            each.name(),
            "MAE",
            "RMSE",
            "R²",
            "sMAPE %",
            "MASE",
            "best epoch",
            "seconds",
            "samples/s",
            "load");
    JsonNode last = null;
    for (String engine : Engine.NAMES) {
      JsonNode json = train(file, engine, each.options());
      table.row(
          row(
              engine,
              json.get("test"),
              json.get("bestEpoch").asText() + " of " + json.get("epochs").asText(),
              String.format(Locale.ROOT, "%.1f", json.get("seconds").asDouble()),
              String.format(Locale.ROOT, "%.0f", json.get("samplesPerSecond").asDouble()),
              Machine.load()));
      last = json;
    }
    if (last != null) {
      JsonNode baselines = last.get("baselines");
      table.row(row("last value", baselines.get("lastValue"), "", "", "", ""));
      table.row(row("seasonal naive", baselines.get("seasonalNaive"), "", "", "", ""));
    }
    return table;
  }

  private static List<String> row(String forecast, JsonNode scores, String... more) {
    List<String> row = new ArrayList<>(List.of(forecast));
    for (String score : List.of("mae", "rmse", "r2", "smape", "mase")) {
      row.add(String.format(Locale.ROOT, "%.4g", scores.get(score).asDouble()));
    }
    row.addAll(List.of(more));
    return row;
  }

  /** The object that {@code --json} prints as the last line. */
  private static JsonNode train(Path file, String engine, List<String> options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Checkout.root().resolve("penstock").toString(),
                "train",
                file.toString(),
                "--json"));
    command.addAll(options);
    command.addAll(
        List.of(
            "--backend", engine, "--quiet", "--out", Checkout.scratch("accuracy.onnx").toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with exit code " + code);
    }
    return new ObjectMapper().readTree(output.substring(output.lastIndexOf('\n') + 1));
  }
}
