package io.penstock.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scores on public data, from experiment files as a user would write them: {@code
 * benchmarks/accuracy}. Each is trained by the command on both engines, the file that it writes is
 * verified and scored, and the scores stand beside naive forecasts and, where others have published
 * theirs on the same windows, beside those.
 *
 * <p>Each result is kept: a run that is cut short goes on with what is missing.
 */
final class Accuracy {
  private Accuracy() {}

  /**
   * What was asked for.
   *
   * @param names of cases; none are all
   * @param engines none are all
   * @param again cases whose kept results do not count
   * @param results the folder of the results
   * @param threads of the training, 0 for all cores
   * @param dataOnly whether to write the data and train nothing
   * @param keptOnly whether to print what is kept and train nothing
   */
  private record Wish(
      List<String> names,
      List<String> engines,
      List<String> again,
      Path results,
      String threads,
      boolean dataOnly,
      boolean keptOnly) {
    static Wish of(String... arguments) {
      List<String> known = AccuracyCase.ALL.stream().map(AccuracyCase::name).toList();
      List<String> names = new ArrayList<>();
      List<String> engines = new ArrayList<>();
      List<String> again = new ArrayList<>();
      Path results = Checkout.scratch("accuracy/results");
      String threads = "0";
      boolean dataOnly = false;
      boolean keptOnly = false;
      List<String> left = new ArrayList<>(List.of(arguments));
      while (!left.isEmpty()) {
        String argument = left.remove(0);
        switch (argument) {
          case "--again" -> again.add(name(known, value(argument, left)));
          case "--results" -> results = Path.of(value(argument, left));
          case "--threads" -> threads = value(argument, left);
          case "--data" -> dataOnly = true;
          case "--kept" -> keptOnly = true;
          default -> {
            if (Engine.NAMES.contains(argument)) {
              engines.add(argument);
            } else {
              names.add(name(known, argument));
            }
          }
        }
      }
      return new Wish(names, engines, again, results, threads, dataOnly, keptOnly);
    }

    private static String value(String option, List<String> left) {
      if (left.isEmpty()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      return left.remove(0);
    }

    private static String name(List<String> known, String argument) {
      if (!known.contains(argument)) {
        throw new IllegalArgumentException(
            argument + " is none of " + known + " and " + Engine.NAMES);
      }
      return argument;
    }

    boolean has(AccuracyCase each) {
      return names.isEmpty() && again.isEmpty()
          || names.contains(each.name())
          || again.contains(each.name());
    }

    boolean has(String engine) {
      return engines.isEmpty() || engines.contains(engine);
    }
  }

  /** Measures; {@code benchmarks/run} says which arguments there are. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Wish wish = Wish.of(arguments);
    checkFiles();
    for (AccuracyData data : AccuracyData.writtenFirst()) {
      if (data.missing().isEmpty()) {
        data.write();
      }
    }
    if (wish.dataOnly()) {
      return;
    }
    System.out.printf("## Accuracy%n%n%s%n%n", Machine.description());
    Files.createDirectories(wish.results());
    Table held =
        new Table(
            "experiment, engine",
            "score",
            "figure",
            "and",
            "target",
            "reached",
            "naive, same windows",
            "published",
            "best epoch",
            "training, s",
            "whole, s",
            "load");
    Table others =
        new Table(
            "experiment, engine",
            "MAE",
            "RMSE",
            "MASE",
            "last value, MAE",
            "RMSE",
            "seasonal naive, MAE",
            "RMSE",
            "best epoch",
            "training, s",
            "whole, s",
            "load");
    for (AccuracyCase each : AccuracyCase.ALL) {
      if (!wish.has(each)) {
        continue;
      }
      if (!each.data().missing().isEmpty()) {
        System.out.printf(
            "- %s: skipped, %s is not on this machine%n",
            each.name(), String.join(", ", each.data().missing()));
        continue;
      }
      for (String engine : Engine.NAMES) {
        Optional<AccuracyResult> result =
            wish.has(engine) ? result(each, engine, wish) : Optional.empty();
        if (result.isPresent() && each.yardstick().isPresent()) {
          held.row(row(each, engine, each.yardstick().get(), result.get()));
        } else if (result.isPresent()) {
          others.row(row(each, engine, result.get()));
        }
      }
    }
    // So that one may ask for some and see no titles without rows.
    for (Table table : List.of(held, others)) {
      if (table.hasRows()) {
        System.out.println(table);
      }
    }
  }

  /** Every file is a case, and every case has its file. */
  private static void checkFiles() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.root().resolve("benchmarks/accuracy"))) {
      List<String> found =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .map(name -> name.substring(0, name.length() - ".yaml".length()))
              .sorted()
              .toList();
      List<String> known = AccuracyCase.ALL.stream().map(AccuracyCase::name).sorted().toList();
      if (!found.equals(known)) {
        throw new IllegalStateException("files " + found + " for the cases " + known);
      }
    }
  }

  /** The kept one, or a new one that is kept. */
  private static Optional<AccuracyResult> result(AccuracyCase each, String engine, Wish wish)
      throws IOException, InterruptedException {
    Path file = wish.results().resolve(each.name() + "-" + engine + ".json");
    if (!wish.again().contains(each.name())) {
      Optional<AccuracyResult> kept = AccuracyResult.read(file, each);
      if (kept.isPresent() || wish.keptOnly()) {
        return kept;
      }
    }
    AccuracyResult measured = measure(each, engine, wish.threads());
    measured.write(file);
    System.err.printf(
        "%s, %s: %s, %.0f s%n", each.name(), engine, measured.scores(), measured.whole());
    return Optional.of(measured);
  }

  private static AccuracyResult measure(AccuracyCase each, String engine, String threads)
      throws IOException, InterruptedException {
    String experiment = AccuracyResult.digest(each);
    Path model = Checkout.scratch("accuracy/" + each.name() + "-" + engine + ".onnx");
    Files.deleteIfExists(model);
    long begin = System.nanoTime();
    String output =
        Command.penstock(
            "train",
            "--config",
            each.file().toString(),
            "--backend",
            engine,
            "--device",
            "cpu",
            "--threads",
            threads,
            "--out",
            model.toString(),
            "--json",
            "--all-metrics",
            "--quiet");
    double whole = (System.nanoTime() - begin) / 1e9;
    String load = Machine.load();
    JsonNode json =
        new ObjectMapper().readTree(output.substring(output.lastIndexOf('\n') + 1).strip());
    Command.penstock("verify", model.toString());
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String score : List.of("mae", "rmse", "mase")) {
      scores.put(score, json.at("/test/" + score).asDouble());
    }
    for (String score : List.of("mae", "rmse")) {
      String capital = score.substring(0, 1).toUpperCase(Locale.ROOT) + score.substring(1);
      scores.put("last" + capital, json.at("/baselines/lastValue/" + score).asDouble());
      scores.put("seasonal" + capital, json.at("/baselines/seasonalNaive/" + score).asDouble());
    }
    scores.putAll(each.scores(model));
    if (each.yardstick().filter(of -> of.rules() == AccuracyCase.Rules.ETT).isPresent()) {
      requireSame(json.at("/scaled/test/mse").asDouble(), scores.get("mse"));
    }
    return new AccuracyResult(
        experiment,
        scores,
        json.path("bestEpoch").asInt(),
        json.path("epochs").asInt(),
        json.path("seconds").asDouble(),
        whole,
        load);
  }

  /** The command scores with the engine, the protocol is computed from the written file. */
  private static void requireSame(double ofCommand, double ofFile) {
    if (!(Math.abs(ofCommand - ofFile) <= 1e-4 * ofFile)) {
      throw new IllegalStateException(
          "the command has a scaled MSE of " + ofCommand + ", its file of " + ofFile);
    }
  }

  private static List<String> row(
      AccuracyCase each, String engine, AccuracyCase.Yardstick yardstick, AccuracyResult result) {
    Map<String, Double> scores = result.scores();
    double figure = scores.get(yardstick.rules().score());
    List<String> row =
        new ArrayList<>(List.of(each.name() + ", " + engine, yardstick.rules().title()));
    row.add(number(figure));
    row.add(
        yardstick.rules().more().entrySet().stream()
            .map(more -> more.getValue() + " " + number(scores.get(more.getKey())))
            .collect(Collectors.joining(", ")));
    row.add(yardstick.target().map(AccuracyCase.Target::toString).orElse(""));
    row.add(yardstick.target().map(target -> target.isReachedBy(figure) ? "yes" : "no").orElse(""));
    row.add(number(scores.get(yardstick.naive())));
    row.add(yardstick.published());
    row.addAll(course(result));
    return row;
  }

  private static List<String> row(AccuracyCase each, String engine, AccuracyResult result) {
    List<String> row = new ArrayList<>(List.of(each.name() + ", " + engine));
    for (String score :
        List.of("mae", "rmse", "mase", "lastMae", "lastRmse", "seasonalMae", "seasonalRmse")) {
      row.add(number(result.scores().get(score)));
    }
    row.addAll(course(result));
    return row;
  }

  private static List<String> course(AccuracyResult result) {
    return List.of(
        result.bestEpoch() + " of " + result.epochs(),
        String.format(Locale.ROOT, "%.0f", result.training()),
        String.format(Locale.ROOT, "%.0f", result.whole()),
        result.load());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
