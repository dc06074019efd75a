package io.penstock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Training speed: the product's own loop, forward, backward and Adam, on each engine and on one and
 * two threads, beside torch.nn.LSTM in Python where that is to be had, and beside what the machine
 * gives in a plain matrix product. The contestants take turns within a round.
 */
final class Throughput {
  /** The shape at which the engines are held against the plain matrix product. */
  static final Shape LIMITED = new Shape(256, 96, 7, 128);

  /** How many times torch's speed an engine is to have, as the geometric mean over the shapes. */
  private static final Map<String, Double> TARGETS = Map.of("pytorch", 1.1, "tensorflow", 1.6);

  private static final double LIMIT_TARGET = 0.7;

  /** Rows and columns of the plain product's matrices: 1, 4 and 16 MB each. */
  private static final List<Integer> PRODUCTS = List.of(512, 1024, 2048);

  private final double seconds;
  private final Optional<Torch> torch;

  private Throughput(double seconds, Optional<Torch> torch) {
    this.seconds = seconds;
    this.torch = torch;
  }

  /**
   * Measures; the arguments are the number of rounds, by default 5, and the seconds that a
   * contestant has in a round, by default 1.5.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1.5;
    Optional<Torch> torch = Torch.find();
    System.out.printf("## Training speed%n%n%s%n", Machine.description());
    System.out.printf(
        Locale.ROOT,
        "Medians of %d rounds of %.1f s; torch in Python: %s; load at the start %s%n%n",
        rounds,
        seconds,
        torch.map(Torch::version).orElse("skipped, see benchmarks/run"),
        Machine.load());
    new Throughput(seconds, torch).measure(rounds);
  }

  private void measure(int rounds) throws IOException, InterruptedException {
    Map<Shape, Turns> measured = new LinkedHashMap<>();
    for (Shape shape : Shape.USUAL) {
      List<Contestant> contestants = new ArrayList<>();
      try {
        addTraining(contestants, shape);
        if (shape.equals(LIMITED)) {
          addProducts(contestants);
        }
        Turns turns = Turns.of(contestants, rounds);
        measured.put(shape, turns);
        // A table a shape, so that a run that is cut short has told something.
        System.out.printf("%s%n", table(shape, turns));
      } finally {
        Turns.close(contestants);
      }
    }
    System.out.printf("%s%n", overview(measured));
    if (torch.isPresent()) {
      Engine.NAMES.forEach(engine -> besideTorch(engine, measured));
    }
    besideProduct(measured.get(LIMITED));
    System.out.printf("%nLoad at the end %s.%n%n", Machine.load());
  }

  private void addTraining(List<Contestant> contestants, Shape shape) throws IOException {
    for (String engine : Engine.NAMES) {
      for (int threads = 1; threads <= 2; threads++) {
        contestants.add(TrainingChild.contestant(engine, threads, shape, seconds));
      }
    }
    if (torch.isPresent()) {
      for (int threads = 1; threads <= 2; threads++) {
        contestants.add(torch.get().contestant(threads, shape, seconds));
      }
    }
  }

  private void addProducts(List<Contestant> contestants) throws IOException {
    for (String engine : Engine.NAMES) {
      for (int size : PRODUCTS) {
        for (int threads = 1; threads <= 2; threads++) {
          contestants.add(
              ProductChild.contestant(engine, size, threads, seconds / PRODUCTS.size()));
        }
      }
    }
  }

  /** The columns: who, and on how many threads. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (String who : Engine.NAMES) {
      names.addAll(List.of(who + " 1", who + " 2"));
    }
    torch.ifPresent(python -> names.addAll(List.of("torch 1", "torch 2")));
    return names;
  }

  private Table table(Shape shape, Turns turns) {
    Table table = new Table(titles("B, T, F, H = " + shape, names()));
    table.row(
        titles(
            "samples/s, load " + Machine.load(),
            names().stream().map(name -> whole(turns.perSecond(name))).toList()));
    table.row(
        titles(
            "samples/s of processor time",
            names().stream().map(name -> whole(turns.perProcessorSecond(name))).toList()));
    return table;
  }

  private Table overview(Map<Shape, Turns> measured) {
    List<String> titles = new ArrayList<>(names());
    if (torch.isPresent()) {
      Engine.NAMES.forEach(engine -> titles.add(engine + " / torch"));
    }
    Table table = new Table(titles("B, T, F, H", titles));
    measured.forEach(
        (shape, turns) -> {
          List<String> cells = new ArrayList<>();
          names().forEach(name -> cells.add(whole(turns.perSecond(name))));
          if (torch.isPresent()) {
            for (String engine : Engine.NAMES) {
              cells.add(decimals(turns.best(engine) / turns.best("torch")));
            }
          }
          table.row(titles(shape.toString(), cells));
        });
    return table;
  }

  private static List<String> titles(String first, List<String> others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  private static void besideTorch(String engine, Map<Shape, Turns> measured) {
    double logarithms = 0;
    for (Turns turns : measured.values()) {
      logarithms += Math.log(turns.best(engine) / turns.best("torch"));
    }
    double mean = Math.exp(logarithms / measured.size());
    double target = TARGETS.getOrDefault(engine, 1.0);
    System.out.printf(
        "%s / torch, the better of one and two threads each, geometric mean over the shapes: %s, %s the target of %s.%n",
        engine, decimals(mean), mean >= target ? "meets" : "MISSES", decimals(target));
  }

  private static void besideProduct(Turns turns) {
    List<String> titles = new ArrayList<>(List.of("plain product, GFLOP/s"));
    PRODUCTS.forEach(size -> titles.addAll(List.of(size + "², 1 thread", size + "², 2 threads")));
    Table table = new Table(titles);
    double limit = 0;
    for (String engine : Engine.NAMES) {
      List<String> cells = new ArrayList<>(List.of(engine));
      for (int size : PRODUCTS) {
        for (int threads = 1; threads <= 2; threads++) {
          double speed = turns.perSecond(ProductChild.name(engine, size) + " " + threads);
          cells.add(whole(speed));
          limit = Math.max(limit, speed);
        }
      }
      table.row(cells);
    }
    System.out.printf("%n%s%n", table);
    String better = turns.best("pytorch") > turns.best("tensorflow") ? "pytorch" : "tensorflow";
    double speed = turns.best(better) * LIMITED.network().flops() / 1e9;
    System.out.printf(
        "At %s %s computes %s GFLOP/s (%s samples/s of %s MFLOP), %s %% of the %s that a plain product does at best: %s the target of %s %%.%n",
        LIMITED,
        better,
        whole(speed),
        whole(turns.best(better)),
        String.format(Locale.ROOT, "%.1f", LIMITED.network().flops() / 1e6),
        whole(100 * speed / limit),
        whole(limit),
        speed >= LIMIT_TARGET * limit ? "meets" : "MISSES",
        whole(100 * LIMIT_TARGET));
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.0f", value);
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
