package io.penstock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of a training step goes, at the shape at which the engines are held against a
 * plain matrix product: products in their own shapes, gates and states, and all else. TensorFlow's
 * operators are run by themselves. PyTorch's layer is one operation, of which oneDNN tells the time
 * itself.
 */
final class StepAnatomy {
  private static final Shape SHAPE = Throughput.LIMITED;

  /** Windows of a shard, as core cuts that batch, by the work alone. */
  private static final int SHARD_WINDOWS = 16;

  /** Rows and columns of the plain product's matrices. */
  private static final int PRODUCT_SIZE = 1024;

  /** Shards that core does not cut, for what their products and gates would take. */
  private static final List<Integer> LARGER = List.of(32, 64, 128);

  private final int windows;
  private final int threads;
  private final Turns turns;

  /**
   * @param windows of a shard
   * @param threads that compute a shard each
   * @param turns of the plain product and of the parts
   */
  private StepAnatomy(int windows, int threads, Turns turns) {
    this.windows = windows;
    this.threads = threads;
    this.turns = turns;
  }

  /**
   * Measures; the arguments are the number of rounds, by default 7, and the seconds that a part has
   * in a round, by default 1: processor time comes in pieces of 10 ms.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
    System.out.printf("## Where a step's time goes%n%n%s%n", Machine.description());
    System.out.printf(
        Locale.ROOT,
        "%s in shards of %d windows; processor time on one thread, by the clock on two; medians of %d rounds of %.1f s; load at the start %s%n%n",
        SHAPE,
        SHARD_WINDOWS,
        rounds,
        seconds,
        Machine.load());
    Table bounds =
        new Table(
            "microseconds a window and thread",
            "threads",
            "windows a shard",
            "products",
            "gates and states",
            "both",
            "a step",
            "% of the limit",
            "% if these were all");
    for (int threads = 1; threads <= 2; threads++) {
      StepAnatomy anatomy = measure(SHARD_WINDOWS, threads, Engine.NAMES, rounds, seconds);
      LayerLog log = LayerLog.of(SHAPE, threads, rounds * seconds);
      if (threads == 1) {
        anatomy.tensorflow();
        anatomy.pytorch(log);
      }
      anatomy.boundOfPyTorch(bounds, log);
      anatomy.boundOfTensorFlow(bounds, true);
      for (int windows : LARGER) {
        measure(windows, threads, List.of(), rounds, seconds).boundOfTensorFlow(bounds, false);
      }
    }
    System.out.printf("%s%nLoad at the end %s.%n%n", bounds, Machine.load());
  }

  /**
   * Lets the plain product, the parts and the whole take turns.
   *
   * @param engines of which to measure the whole
   */
  private static StepAnatomy measure(
      int windows, int threads, List<String> engines, int rounds, double seconds)
      throws IOException, InterruptedException {
    List<Contestant> contestants = new ArrayList<>();
    try {
      contestants.add(ProductChild.contestant("tensorflow", PRODUCT_SIZE, threads, seconds));
      for (String engine : engines) {
        contestants.add(TrainingChild.contestant(engine, threads, SHAPE, seconds));
      }
      for (StepPart part : StepPart.values()) {
        contestants.add(TensorFlowPart.contestant(part, SHAPE, windows, threads, seconds));
      }
      return new StepAnatomy(windows, threads, Turns.of(contestants, rounds));
    } finally {
      Turns.close(contestants);
    }
  }

  /**
   * What one thread gets done in a second. Alone, of processor time, which other work disturbs
   * least; where there are more, by the clock, so that their waiting for each other counts.
   */
  private double perSecond(String name) {
    return threads == 1 ? turns.perProcessorSecond(name) : turns.perSecond(name) / threads;
  }

  /** Microseconds of a thread that a window's products would take at the plain product's speed. */
  private double ideal() {
    String plain = ProductChild.name("tensorflow", PRODUCT_SIZE) + " " + threads;
    // A product's speed is in GFLOP/s.
    return SHAPE.network().flops() / perSecond(plain) / 1e3;
  }

  /** Microseconds of a thread that a window takes. */
  private double microseconds(StepPart part) {
    return 1e6 / perSecond(TensorFlowPart.name(part, windows, threads));
  }

  private double step(String engine) {
    return 1e6 / perSecond(engine + " " + threads);
  }

  private double products() {
    return Arrays.stream(StepPart.values())
        .filter(part -> part.flops(SHAPE) > 0)
        .mapToDouble(this::microseconds)
        .sum();
  }

  /** Gates and states, forward and back. */
  private double cells() {
    return microseconds(StepPart.FORWARD)
        - microseconds(StepPart.FORWARD_PRODUCTS)
        + microseconds(StepPart.SLOPES);
  }

  /**
   * Adds what products, gates and states alone would allow.
   *
   * @param whole whether a step has been measured
   */
  private void boundOfTensorFlow(Table table, boolean whole) {
    double both = products() + cells();
    table.row(
        "tensorflow",
        String.valueOf(threads),
        String.valueOf(windows),
        tenths(products()),
        tenths(cells()),
        tenths(both),
        whole ? tenths(step("tensorflow")) : "",
        whole ? ofLimit(step("tensorflow")) : "",
        ofLimit(both));
  }

  /** Adds what the layer's kernel alone would allow. */
  private void boundOfPyTorch(Table table, LayerLog log) {
    double step = step("pytorch");
    double layer = layer(log);
    table.row(
        "pytorch",
        String.valueOf(threads),
        String.valueOf(windows),
        "",
        "",
        tenths(layer),
        tenths(step),
        ofLimit(step),
        ofLimit(layer));
  }

  /**
   * Microseconds of PyTorch's layer. The log is of a run of its own, at another moment: only its
   * shares are used.
   */
  private double layer(LayerLog log) {
    return (log.forward() + log.backward()) * step("pytorch") / log.step();
  }

  /** Percent of the limit that microseconds a window are. */
  private String ofLimit(double microseconds) {
    return String.format(Locale.ROOT, "%.0f", 100 * ideal() / microseconds);
  }

  private void tensorflow() {
    double step = step("tensorflow");
    double cells = cells();
    double copies = microseconds(StepPart.STACKS) + microseconds(StepPart.BIAS_GRADIENT);
    int gates = 4 * SHAPE.units();
    int rows = windows * SHAPE.lookBack();

    Table table = new Table("tensorflow", "microseconds a window", "% of a step", "GFLOP/s");
    product(
        table,
        StepPart.FORWARD_PRODUCTS,
        "inputs and states times weights, each step",
        List.of(windows, SHAPE.features() + SHAPE.units(), gates));
    product(
        table,
        StepPart.BACKWARD_PRODUCTS,
        "slopes times weights, each step",
        List.of(windows, gates, SHAPE.units()));
    product(
        table,
        StepPart.RECURRENT_GRADIENT,
        "slopes times states, once",
        List.of(gates, rows, SHAPE.units()));
    product(
        table,
        StepPart.INPUT_GRADIENT,
        "slopes times inputs, once",
        List.of(gates, rows, SHAPE.features()));
    part(table, "gates and states, forward and back", cells, step);
    part(table, "slopes and states stacked, biases' gradients", copies, step);
    part(table, "the rest", step - products() - cells - copies, step);
    part(table, "a step", step, step);
    System.out.printf("%s%n", table);
    bound("tensorflow", "products, gates and states", products() + cells, step);
  }

  /**
   * The log is of a run of its own, at another moment: only its shares are used. Keeping it costs
   * time that falls to the rest.
   */
  private void pytorch(LayerLog log) {
    double step = step("pytorch");
    double scale = step / log.step();
    double layer = layer(log);
    double reorders = log.reorders() * scale;
    Table table = new Table("pytorch", "microseconds a window", "% of a step");
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("oneDNN's LSTM, forward", log.forward() * scale);
    parts.put("oneDNN's LSTM, back", log.backward() * scale);
    parts.put("weights and gradients reordered", reorders);
    parts.put("the rest", step - layer - reorders);
    parts.put("a step", step);
    parts.forEach(
        (what, microseconds) ->
            table.row(what, tenths(microseconds), tenths(100 * microseconds / step)));
    System.out.printf("%s%n", table);
    bound("pytorch", "oneDNN's LSTM", layer, step);
  }

  /**
   * Adds a row of a product.
   *
   * @param sizes rows, length of the sums, columns
   */
  private void product(Table table, StepPart part, String what, List<Integer> sizes) {
    double microseconds = microseconds(part);
    table.row(
        String.format(
            "%s: [%d, %d]·[%d, %d]", what, sizes.get(0), sizes.get(1), sizes.get(1), sizes.get(2)),
        tenths(microseconds),
        tenths(100 * microseconds / step("tensorflow")),
        tenths(part.flops(SHAPE) / microseconds / 1e3));
  }

  private static void part(Table table, String what, double microseconds, double step) {
    table.row(what, tenths(microseconds), tenths(100 * microseconds / step), "");
  }

  /** Says what the engine computes of the limit, and what it could if a part of it were all. */
  private void bound(String engine, String part, double microseconds, double step) {
    System.out.printf(
        Locale.ROOT,
        "A window's %.1f MFLOP take %.1f µs at the plain product's speed, and %s takes %.1f: %.0f %% of the limit. If %s were all, %.1f µs, it would be %.0f %%.%n%n",
        SHAPE.network().flops() / 1e6,
        ideal(),
        engine,
        step,
        100 * ideal() / step,
        part,
        microseconds,
        100 * ideal() / microseconds);
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
