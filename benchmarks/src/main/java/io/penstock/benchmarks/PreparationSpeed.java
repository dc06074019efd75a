package io.penstock.benchmarks;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Unary;
import io.penstock.formula.Formula.Weighted;
import io.penstock.model.RawWindows;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.onnx.OnnxModelFormat;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat;
import io.penstock.spi.ModelFormat.ModelSession;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What preparation costs in a model file: windows a second of the exported graph on one core, from
 * raw rows, beside the same network that is given its features ready-made.
 */
final class PreparationSpeed {
  private static final int LOOK_BACK = 96;
  private static final int COLUMNS = 7;
  private static final int UNITS = 128;
  private static final int HORIZON = 24;
  private static final int WINDOWS = 256;

  /** A call computes on its own thread, so that other work on the machine does not count. */
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private PreparationSpeed() {}

  /**
   * @param name of the steps
   * @param features that the network reads
   * @param ways back to the target
   */
  private record Chain(String name, List<Formula> features, List<Inverse> ways) {}

  /** A model file that is loaded, and what it is asked. */
  private record Contestant(
      String name, ModelSession session, RawWindows windows, List<Double> speeds) {
    void run() {
      long start = THREAD.getCurrentThreadCpuTime();
      session.run(windows);
      speeds.add(windows.count() * 1e9 / (THREAD.getCurrentThreadCpuTime() - start));
    }
  }

  /** Measures; the argument is how many rounds. */
  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length == 0 ? 201 : Integer.parseInt(arguments[0]);
    System.out.printf("## Preparation in the graph%n%n%s%n%n", Machine.description());
    Table table =
        new Table(
            "steps",
            "features",
            "history",
            "operators",
            "windows/s",
            "ready-made",
            "one window, ms",
            "ready-made, ms",
            "cost, %",
            "load");
    for (Chain chain : chains()) {
      table.row(measure(chain, rounds));
    }
    System.out.println(table);
  }

  private static List<Chain> chains() {
    List<Formula> raw = new ArrayList<>();
    for (int k = 0; k < COLUMNS; k++) {
      raw.add(Formula.column("c" + k));
    }
    List<Formula> filled = raw.stream().map(x -> (Formula) new LastKnown(x, 1, 24)).toList();
    List<Formula> clipped =
        filled.stream().map(x -> clip(x, Formula.constant(-3), Formula.constant(3))).toList();
    List<Formula> filtered = filled.stream().map(PreparationSpeed::hampel).toList();
    Formula positive = clipped.get(0).plus(Formula.constant(10));
    Formula logarithm = new Unary(Unary.Function.LOGARITHM, positive);
    List<Formula> differenced = new ArrayList<>(withFeatures(clipped));
    differenced.set(0, logarithm.minus(logarithm.lag(1)));
    Formula value = Formula.column(Inverse.Pointwise.VALUE);
    return List.of(
        new Chain("scaled", raw, List.of()),
        new Chain("filled, scaled", filled, List.of()),
        new Chain("filled, clipped, scaled", clipped, List.of()),
        new Chain("filled, Hampel, scaled", filtered, List.of()),
        new Chain("filled, clipped, features, scaled", withFeatures(clipped), List.of()),
        new Chain("filled, Hampel, features, scaled", withFeatures(filtered), List.of()),
        new Chain(
            "filled, clipped, target a difference of logarithms, features, scaled",
            differenced,
            List.of(
                new Inverse.Undifference(1, logarithm),
                new Inverse.Pointwise(new Unary(Unary.Function.EXPONENTIAL, value)),
                new Inverse.Affine(-10, 1))));
  }

  private static Formula clip(Formula x, Formula least, Formula greatest) {
    Formula above = x.isBelow(least).choose(least, x);
    return greatest.isBelow(above).choose(greatest, above);
  }

  /** The rolling median where a value is more than three scaled median deviations from it. */
  private static Formula hampel(Formula x) {
    Formula median = new Rolling(Rolling.Statistic.MEDIAN, x, 7);
    Formula apart = x.minus(median).absolute();
    Formula usual = new Rolling(Rolling.Statistic.MEDIAN_DEVIATION, x, 7);
    return usual.times(Formula.constant(3 * 1.4826)).isBelow(apart).choose(median, x);
  }

  /** The columns, and of the first a lag, rolling and exponential statistics; and the calendar. */
  private static List<Formula> withFeatures(List<Formula> columns) {
    List<Formula> all = new ArrayList<>(columns);
    Formula first = columns.get(0);
    all.add(first.lag(24));
    all.add(new Rolling(Rolling.Statistic.MEAN, first, 24));
    all.add(new Rolling(Rolling.Statistic.DEVIATION, first, 24));
    all.add(exponential(first, 12));
    all.add(exponential(first, 26));
    all.addAll(circle(new Calendar(Calendar.Field.HOUR), 24));
    all.addAll(circle(new Calendar(Calendar.Field.WEEKDAY), 7));
    all.addAll(circle(new Calendar(Calendar.Field.DAY_OF_YEAR), 365.25));
    return all;
  }

  private static Formula exponential(Formula x, int span) {
    List<Float> weights = new ArrayList<>();
    double share = 2.0 / (span + 1);
    for (int k = 0; k < 3 * span; k++) {
      weights.add((float) (share * Math.pow(1 - share, k)));
    }
    return new Weighted(x, weights);
  }

  private static List<Formula> circle(Formula place, double period) {
    Formula angle = place.times(Formula.constant(2 * Math.PI / period));
    return List.of(new Unary(Unary.Function.SINE, angle), new Unary(Unary.Function.COSINE, angle));
  }

  private static List<String> measure(Chain chain, int rounds) throws IOException {
    int features = chain.features().size();
    Path folder = Files.createTempDirectory("penstock-preparation");
    ModelFormat format = new OnnxModelFormat();
    Preparation preparation = preparation(chain);
    Path prepared = write(format, folder.resolve("prepared.onnx"), preparation);
    Path readyMade = write(format, folder.resolve("ready-made.onnx"), scaling(features));
    Random random = new Random(1);
    try (ModelSession raw = format.open(prepared);
        ModelSession ready = format.open(readyMade)) {
      List<Contestant> contestants =
          List.of(
              new Contestant("raw", raw, windows(preparation, WINDOWS, random), new ArrayList<>()),
              new Contestant(
                  "ready", ready, windows(scaling(features), WINDOWS, random), new ArrayList<>()),
              new Contestant("raw, 1", raw, windows(preparation, 1, random), new ArrayList<>()),
              new Contestant(
                  "ready, 1", ready, windows(scaling(features), 1, random), new ArrayList<>()));
      contestants.forEach(Contestant::run);
      contestants.forEach(contestant -> contestant.speeds().clear());
      for (int round = 0; round < rounds; round++) {
        for (Contestant contestant : contestants) {
          for (int times = contestant.windows().count() == 1 ? 10 : 1; times > 0; times--) {
            contestant.run();
          }
        }
      }
      List<Double> costs = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        costs.add(
            100
                * (contestants.get(1).speeds().get(round) / contestants.get(0).speeds().get(round)
                    - 1));
      }
      String summary = format.read(prepared).summary();
      return List.of(
          chain.name(),
          String.valueOf(features),
          String.valueOf(preparation.history()),
          String.valueOf(operators(summary)),
          number(Median.of(contestants.get(0).speeds())),
          number(Median.of(contestants.get(1).speeds())),
          milliseconds(contestants.get(2)),
          milliseconds(contestants.get(3)),
          String.format(Locale.ROOT, "%.1f", Median.of(costs)),
          Machine.load());
    } finally {
      Files.delete(prepared);
      Files.delete(readyMade);
      Files.delete(folder);
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static String milliseconds(Contestant contestant) {
    return String.format(Locale.ROOT, "%.2f", 1000 / Median.of(contestant.speeds()));
  }

  private static long operators(String summary) {
    return summary
        .lines()
        .filter(line -> line.startsWith("operators"))
        .flatMap(line -> java.util.Arrays.stream(line.substring(11).split(",")))
        .mapToLong(count -> Long.parseLong(count.strip().split(" ")[0]))
        .sum();
  }

  private static Preparation preparation(Chain chain) {
    List<ColumnScaling> columns = new ArrayList<>();
    for (int k = 0; k < chain.features().size(); k++) {
      columns.add(new ColumnScaling(name(chain.features().get(k), k), 0.1f, 1.1f));
    }
    return new Preparation(
        Scaling.STANDARD,
        IntStream.range(0, COLUMNS).mapToObj(k -> "c" + k).toList(),
        Map.of(),
        chain.features(),
        columns,
        IntStream.range(0, columns.size()).boxed().toList(),
        List.of(0),
        List.of(),
        List.of(new Recovery(chain.ways(), chain.features().get(0), 1)),
        List.of());
  }

  private static String name(Formula formula, int k) {
    return formula instanceof Formula.Column column ? column.name() : "feature " + k;
  }

  private static Preparation scaling(int features) {
    List<ColumnScaling> columns = new ArrayList<>();
    for (int k = 0; k < features; k++) {
      columns.add(new ColumnScaling("f" + k, 0.1f, 1.1f));
    }
    return new Preparation(
        Scaling.STANDARD, columns, IntStream.range(0, features).boxed().toList(), List.of(0));
  }

  private static Network network(Preparation preparation) {
    return new Network(
        LOOK_BACK,
        preparation.features().size(),
        HORIZON,
        1,
        Anchor.LAST_VALUE,
        List.of(LstmLayer.of(UNITS)));
  }

  private static Path write(ModelFormat format, Path file, Preparation preparation)
      throws IOException {
    Network network = network(preparation);
    Random random = new Random(2);
    float[] weights = new float[WeightLayout.of(network).size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.1f * (float) random.nextGaussian();
    }
    return Files.write(
        file, format.encode(network, preparation, Weights.of(network, weights), Map.of()));
  }

  private static RawWindows windows(Preparation preparation, int count, Random random) {
    Network network = network(preparation);
    int past = RawWindows.pastRows(network, preparation);
    float[] rows = new float[count * past * preparation.inputs().size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          !preparation.onlyScales() && random.nextInt(20) == 0
              ? Float.NaN
              : (float) random.nextGaussian();
    }
    int times = RawWindows.times(network, preparation);
    long[] hours = new long[count * times];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = 1_600_000_000_000L + 3_600_000L * (i / times + i % times);
    }
    return new RawWindows(count, rows, hours, new float[0]);
  }
}
