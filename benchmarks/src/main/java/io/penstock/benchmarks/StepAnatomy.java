package io.penstock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of a training step goes on one thread, at the shape at which the engines are held
 * against a plain matrix product: products in their own shapes, gates and states, and all else.
 * TensorFlow's operators are run by themselves. PyTorch's layer is one operation, of which oneDNN
 * tells the time itself.
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
  private final Turns turns;

  /**
   * @param windows of a shard
   * @param turns of the plain product and of the parts
   */
  private StepAnatomy(int windows, Turns turns) {
    this.windows = windows;
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
        "%s in shards of %d windows, one thread, processor time; medians of %d rounds of %.1f s; load at the start %s%n%n",
        SHAPE,
        SHARD_WINDOWS,
        rounds,
        seconds,
        Machine.load());
    StepAnatomy anatomy = measure(SHARD_WINDOWS, Engine.NAMES, rounds, seconds);
    anatomy.tensorflow();
    anatomy.pytorch(LayerLog.of(SHAPE, rounds * seconds));
    Table table =
        new Table(
            "tensorflow, windows a shard", "products", "gates and states", "% of the limit if all");
    anatomy.bound(table);
    for (int windows : LARGER) {
      measure(windows, List.of(), rounds, seconds).bound(table);
    }
    System.out.printf("%s%nLoad at the end %s.%n%n", table, Machine.load());
  }

  /**
   * Lets the plain product, the parts and the whole take turns.
   *
   * @param engines of which to measure the whole
   */
  private static StepAnatomy measure(int windows, List<String> engines, int rounds, double seconds)
      throws IOException, InterruptedException {
    List<Contestant> contestants = new ArrayList<>();
    try {
      contestants.add(ProductChild.contestant("tensorflow", PRODUCT_SIZE, 1, seconds));
      for (String engine : engines) {
        contestants.add(TrainingChild.contestant(engine, 1, SHAPE, seconds));
      }
      for (StepPart part : StepPart.values()) {
        contestants.add(TensorFlowPart.contestant(part, SHAPE, windows, seconds));
      }
      return new StepAnatomy(windows, Turns.of(contestants, rounds));
    } finally {
      Turns.close(contestants);
    }
  }

  /** Microseconds that a window's products would take at the speed of the plain product. */
  private double ideal() {
    // A product's speed is in GFLOP/s.
    String plain = ProductChild.name("tensorflow", PRODUCT_SIZE) + " 1";
    return SHAPE.network().flops() / turns.perProcessorSecond(plain) / 1e3;
  }

  /** Of processor time, a window; so are all times here, that other work may disturb them less. */
  private double microseconds(StepPart part) {
    return 1e6 / turns.perProcessorSecond(part.name());
  }

  private double step(String engine) {
    return 1e6 / turns.perProcessorSecond(engine + " 1");
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

  private void bound(Table table) {
    table.row(
        String.valueOf(windows),
        tenths(products()),
        tenths(cells()),
        tenths(100 * ideal() / (products() + cells())));
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
    double layer = (log.forward() + log.backward()) * scale;
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
