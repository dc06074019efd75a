package io.penstock.benchmarks;

import io.penstock.spi.Device;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Clipping;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.StepReport;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a training step costs outside the engine's gradient call, part by part, with the real
 * engines. On several threads the engine's time is that of the thread that is in it longest, so
 * that what the others wait for counts as outside.
 */
final class StepCosts {
  /** What may lie outside at most, in percent of a step, by the units of the layers. */
  private static final Map<Integer, Double> TARGETS = Map.of(50, 15.0, 128, 3.0);

  private StepCosts() {}

  /**
   * Measures; the arguments are the number of rounds, by default 5, and the seconds of each, by
   * default 1.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String rounds = arguments.length > 0 ? arguments[0] : "5";
    String seconds = arguments.length > 1 ? arguments[1] : "1";
    System.out.printf("## What a step costs outside the engine%n%n%s%n", Machine.description());
    System.out.printf(
        "Microseconds a step, in the middle of all steps of %s rounds of %s s; load at the start %s%n%n",
        rounds, seconds, Machine.load());
    for (String engine : Engine.NAMES) {
      ChildJvm.run(Child.class, List.of(), List.of(engine, rounds, seconds));
    }
    System.out.printf("Load at the end %s.%n%n", Machine.load());
  }

  /** One engine's steps. */
  static final class Child {
    private final String engine;
    private final int rounds;
    private final double seconds;

    private Child(String engine, int rounds, double seconds) {
      this.engine = engine;
      this.rounds = rounds;
      this.seconds = seconds;
    }

    /** Measures; the arguments are the engine, the rounds and the seconds of a round. */
    public static void main(String[] arguments) {
      Child child =
          new Child(arguments[0], Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
      child.parts();
      child.ways();
    }

    /** Adam without restraint, which is the default, on one thread and on two. */
    private void parts() {
      List<String> titles = new ArrayList<>(List.of("B, T, F, H", "threads"));
      titles.addAll(Part.titles());
      titles.addAll(List.of("a step", "outside, %", ""));
      Table table = new Table(titles);
      for (Shape shape : Shape.USUAL) {
        for (int threads = 1; threads <= 2; threads++) {
          Costs costs = measure(shape, Training.DEFAULT, threads);
          double outside = costs.outsidePercent();
          Double target = TARGETS.get(shape.units());
          List<String> row = new ArrayList<>(List.of(shape.toString(), String.valueOf(threads)));
          for (Part part : Part.values()) {
            row.add(tenths(costs.median(part)));
          }
          row.add(tenths(costs.step()));
          row.add(tenths(outside));
          row.add(
              target == null
                  ? ""
                  : (outside <= target ? "meets " : "MISSES ") + tenths(target) + " %");
          table.row(row);
        }
      }
      System.out.printf("%s:%n%n%s%n", engine, table);
    }

    /** The part after the engine under other optimizers and restraints, on one thread. */
    private void ways() {
      Training adam = Training.DEFAULT;
      Map<String, Training> ways = new LinkedHashMap<>();
      ways.put("sgd", adam.withOptimizer(new Optimizer.Sgd(1e-4, 0, false)));
      ways.put("sgd, Nesterov's momentum", adam.withOptimizer(new Optimizer.Sgd(1e-4, 0.9, true)));
      ways.put("adam", adam);
      ways.put("adamw", adam.withOptimizer(new Optimizer.AdamW(1e-4, 1e-2)));
      ways.put("nadam", adam.withOptimizer(new Optimizer.Nadam(1e-4)));
      ways.put("rmsprop", adam.withOptimizer(new Optimizer.RmsProp(1e-4)));
      ways.put("adagrad", adam.withOptimizer(new Optimizer.Adagrad(1e-4)));
      ways.put("adam, l1 and l2", adam.withPenalty(new Penalty(1e-5, 1e-5)));
      ways.put("adam, norm clipped", adam.withClipping(new Clipping(1, Double.POSITIVE_INFINITY)));
      ways.put(
          "adam, all of these",
          adam.withPenalty(new Penalty(1e-5, 1e-5)).withClipping(new Clipping(1, 0.5)));
      List<Shape> shapes = List.of(Shape.USUAL.get(0), Shape.USUAL.get(2));
      List<String> titles = new ArrayList<>(List.of(Part.AFTER.title));
      for (Shape shape : shapes) {
        titles.addAll(List.of(shape.toString(), "outside, %"));
      }
      Table table = new Table(titles);
      ways.forEach(
          (way, training) -> {
            List<String> row = new ArrayList<>(List.of(way));
            for (Shape shape : shapes) {
              Costs costs = measure(shape, training, 1);
              row.add(tenths(costs.median(Part.AFTER)));
              row.add(tenths(costs.outsidePercent()));
            }
            table.row(row);
          });
      System.out.printf("%s, one thread:%n%n%s%n", engine, table);
    }

    private Costs measure(Shape shape, Training training, int threads) {
      TrainingRun run = shape.endless(0, training);
      TimedBackend backend = new TimedBackend(Engine.backend(engine, run.network()));
      Costs costs = new Costs();
      try (ShardedNetwork network =
          new ShardedNetwork(backend, run.network(), Loss.MSE, Device.CPU, threads)) {
        // The first round is there to compile what is hot.
        TrainingLoop.train(network, run, new Clock(backend, new Costs(), seconds));
        for (int round = 0; round < rounds; round++) {
          TrainingLoop.train(network, run, new Clock(backend, costs, seconds));
        }
      }
      return costs;
    }

    private static String tenths(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
  }

  /** What a step is made of. */
  private enum Part {
    BEFORE("loop, hand-over to the threads"),
    WEIGHTS("weights set"),
    COPY("batch copied"),
    ENGINE("engine"),
    WAITING("waiting for the threads"),
    AFTER("shards added up, restraint, optimizer, report");

    private final String title;

    Part(String title) {
      this.title = title;
    }

    static List<String> titles() {
      return Arrays.stream(values()).map(part -> part.title).toList();
    }
  }

  /** The parts of many steps, in microseconds. */
  private static final class Costs {
    private final Map<Part, List<Double>> parts = new LinkedHashMap<>();

    void add(Part part, long nanos) {
      parts.computeIfAbsent(part, name -> new ArrayList<>()).add(nanos / 1e3);
    }

    /** The median, so that a step that was interrupted by other work does not count. */
    double median(Part part) {
      return Median.of(parts.getOrDefault(part, List.of()));
    }

    double step() {
      return Arrays.stream(Part.values()).mapToDouble(this::median).sum();
    }

    double outsidePercent() {
      return 100 * (1 - median(Part.ENGINE) / step());
    }
  }

  /** Divides each step's time into its parts, for some seconds. */
  private static final class Clock implements TrainingListener {
    private final TimedBackend backend;
    private final Costs costs;
    private final long end;
    private long before;

    Clock(TimedBackend backend, Costs costs, double seconds) {
      this.backend = backend;
      this.costs = costs;
      this.end = System.nanoTime() + (long) (seconds * 1e9);
    }

    @Override
    public void onStep(StepReport report) {
      long now = System.nanoTime();
      TimedBackend.Times times = backend.take();
      // Between epochs lies what belongs to no step.
      if (report.step() > 1) {
        costs.add(Part.BEFORE, times.first() - before);
        costs.add(Part.WEIGHTS, times.weights());
        costs.add(Part.COPY, times.copy());
        costs.add(Part.ENGINE, times.engine());
        costs.add(
            Part.WAITING,
            times.last() - times.first() - times.weights() - times.copy() - times.engine());
        costs.add(Part.AFTER, now - times.last());
      }
      before = System.nanoTime();
    }

    @Override
    public boolean shouldStop() {
      return before >= end;
    }
  }
}
