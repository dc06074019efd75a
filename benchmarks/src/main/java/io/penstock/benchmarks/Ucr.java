package io.penstock.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.Penstock;
import io.penstock.parts.Sequences;
import io.penstock.series.Member;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Classifiers of the UCR and UEA archives' sequences, from experiment files as a user would write
 * them ({@code benchmarks/ucr}), on the archives' own cut into training and test: accuracy of both
 * engines, means over seeds, beside the nearest training sequence by Euclidean distance (1-NN),
 * which is computed here too, and beside the published figure of that.
 */
final class Ucr {
  private static final Path RESULTS = Checkout.scratch("ucr");
  private static final int SEEDS = 3;

  private Ucr() {}

  /**
   * A data set.
   *
   * @param name of it and of its experiment file
   * @param published accuracy of 1-NN by Euclidean distance; NaN if there is none
   */
  private record Case(String name, double published) {
    Path experiment() {
      return Checkout.root().resolve("benchmarks/ucr").resolve(name + ".yaml").normalize();
    }

    Optional<Path> data(String part) {
      return Checkout.shared("data/ucr/" + name + "/" + name + "_" + part + ".tsv")
          .or(() -> Checkout.shared("data/ucr/" + name + "_" + part + ".ts"));
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("ItalyPowerDemand", 0.955),
          new Case("GunPoint", 0.913),
          new Case("ECG200", 0.880),
          new Case("Trace", 0.760),
          new Case("JapaneseVowels", Double.NaN));

  /** Measures; arguments are names of data sets and of engines, all without. */
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
    System.out.printf("## Sequences with a class each%n%n%s%n%n", Machine.description());
    Files.createDirectories(RESULTS);
    List<String> engines =
        Engine.NAMES.stream().filter(name -> isChosen(name, Engine.NAMES, chosen)).toList();
    List<String> titles = new ArrayList<>(List.of("data set", "1-NN, published", "1-NN, ours"));
    for (String engine : engines) {
      titles.addAll(List.of(engine, "each seed", "training, s", "whole, s"));
    }
    titles.add("load");
    Table table = new Table(titles);
    double[] sums = new double[2 + engines.size()];
    int measured = 0;
    for (Case each : CASES) {
      if (!isChosen(each.name(), names, chosen)) {
        continue;
      }
      if (each.data("TRAIN").isEmpty() || each.data("TEST").isEmpty()) {
        System.out.printf("- %s: skipped, its data are not on this machine%n", each.name());
        continue;
      }
      Path training = each.data("TRAIN").get();
      Path test = each.data("TEST").get();
      double nearest = nearest(training, test);
      double published = Double.isNaN(each.published()) ? nearest : each.published();
      sums[0] += published;
      sums[1] += nearest;
      List<String> row =
          new ArrayList<>(
              List.of(
                  each.name(),
                  Double.isNaN(each.published()) ? "–" : share(each.published()),
                  share(nearest)));
      for (int k = 0; k < engines.size(); k++) {
        sums[2 + k] += measure(each, test, engines.get(k), row);
      }
      row.add(Machine.load());
      // So that a run that is cut short has told something.
      System.err.println(String.join(" | ", row));
      table.row(row);
      measured++;
    }
    if (measured > 1) {
      table.row(means(sums, measured));
    }
    System.out.println(table);
    System.out.println(
        "The mean of the published column takes our own figure where there is no published one.");
  }

  private static List<String> means(double[] sums, int measured) {
    List<String> row = new ArrayList<>(List.of("mean of " + measured));
    for (int k = 0; k < sums.length; k++) {
      row.add(share(sums[k] / measured));
      if (k >= 2) {
        row.addAll(List.of("", "", ""));
      }
    }
    row.add("");
    return row;
  }

  private static boolean isChosen(String name, List<String> kind, List<String> chosen) {
    return chosen.contains(name) || chosen.stream().noneMatch(kind::contains);
  }

  private static double measure(Case each, Path test, String engine, List<String> row)
      throws IOException, InterruptedException {
    List<String> accuracies = new ArrayList<>();
    double sum = 0;
    double training = 0;
    long begin = System.nanoTime();
    for (int seed = 1; seed <= SEEDS; seed++) {
      Path model = RESULTS.resolve(each.name() + "-" + engine + "-" + seed + ".onnx");
      Files.deleteIfExists(model);
      String output =
          Command.penstock(
              "train",
              "--config",
              each.experiment().toString(),
              "--test-file",
              test.toString(),
              "--seed",
              "" + seed,
              "--backend",
              engine,
              "--device",
              "cpu",
              "--out",
              model.toString(),
              "--json",
              "--quiet");
      JsonNode json =
          new ObjectMapper().readTree(output.substring(output.lastIndexOf('\n') + 1).strip());
      double accuracy = json.at("/test/accuracy").asDouble(Double.NaN);
      sum += accuracy;
      training += json.path("seconds").asDouble();
      accuracies.add(share(accuracy));
    }
    double whole = (System.nanoTime() - begin) / 1e9;
    row.add(share(sum / SEEDS));
    row.add(String.join(" ", accuracies));
    row.add(String.format(Locale.ROOT, "%.0f", training / SEEDS));
    row.add(String.format(Locale.ROOT, "%.0f", whole / SEEDS));
    return sum / SEEDS;
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /**
   * Accuracy of the label of the nearest training sequence by Euclidean distance over all values.
   * Sequences that are shorter than the longest of the training part have the mean of its values in
   * front, dimension by dimension, and of longer ones the last points count: what a model of these
   * data reads, but for its scale.
   */
  private static double nearest(Path trainingFile, Path testFile) {
    Penstock penstock = Penstock.create();
    Series training = penstock.read(trainingFile);
    Series test = penstock.read(testFile);
    int points =
        training.members().stream()
            .mapToInt(member -> Sequences.points(training, member.rows()))
            .max()
            .orElseThrow();
    float[] means = means(training);
    float[][] known = values(training, points, means);
    List<String> labels = labels(training);
    List<String> truths = labels(test);
    float[][] asked = values(test, points, means);
    int right = 0;
    for (int k = 0; k < asked.length; k++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < known.length; i++) {
        double distance = 0;
        for (int at = 0; at < known[i].length; at++) {
          double difference = (double) asked[k][at] - known[i][at];
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          nearest = i;
        }
      }
      right += labels.get(nearest).equals(truths.get(k)) ? 1 : 0;
    }
    return (double) right / asked.length;
  }

  private static int[] dimensions(Series series) {
    return series.columns().stream()
        .filter(column -> series.labels(column).isEmpty())
        .mapToInt(series::indexOf)
        .toArray();
  }

  private static float[] means(Series series) {
    int[] dimensions = dimensions(series);
    float[] means = new float[dimensions.length];
    for (int d = 0; d < means.length; d++) {
      double sum = 0;
      int count = 0;
      for (int row = 0; row < series.rows(); row++) {
        float value = series.value(row, dimensions[d]);
        if (!Float.isNaN(value)) {
          sum += value;
          count++;
        }
      }
      means[d] = (float) (sum / count);
    }
    return means;
  }

  private static float[][] values(Series series, int points, float[] means) {
    int[] dimensions = dimensions(series);
    float[][] values = new float[series.members().size()][points * means.length];
    for (int k = 0; k < values.length; k++) {
      Member member = series.members().get(k);
      int own = Sequences.points(series, member.rows());
      for (int point = 0; point < points; point++) {
        int row = member.rows().from() + own - points + point;
        for (int d = 0; d < means.length; d++) {
          float value = row < member.rows().from() ? Float.NaN : series.value(row, dimensions[d]);
          values[k][point * means.length + d] = Float.isNaN(value) ? means[d] : value;
        }
      }
    }
    return values;
  }

  private static List<String> labels(Series series) {
    int column = series.indexOf("class");
    return series.members().stream()
        .map(member -> series.value(member.rows().to() - 1, column))
        .map(place -> series.labels("class").get(Math.round(place)))
        .toList();
  }
}
