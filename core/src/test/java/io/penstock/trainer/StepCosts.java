package io.penstock.trainer;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Clipping;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.StepReport;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures what a training step costs outside the engine's gradient call: shards' sums, penalties,
 * clipping, optimizer, schedule, reports. The engine is one that hands out a gradient that it has,
 * and keeps the time of doing so. Prints a table, microseconds a step, medians of five; no test.
 */
public final class StepCosts {
  private static final int[][] SHAPES = {
    {32, 10, 1, 50}, {32, 30, 7, 64}, {64, 96, 7, 128}, {256, 96, 7, 128}
  };
  private static final int STEPS = 2000;
  private static final int RUNS = 5;

  private StepCosts() {}

  public static void main(String[] arguments) {
    Map<String, Training> ways = new LinkedHashMap<>();
    ways.put("sgd", with(new Optimizer.Sgd(1e-4, 0, false)));
    ways.put("sgd, momentum", with(new Optimizer.Sgd(1e-4, 0.9, true)));
    ways.put("adam", with(new Optimizer.Adam(1e-4)));
    ways.put("adamw", with(new Optimizer.AdamW(1e-4, 1e-2)));
    ways.put("nadam", with(new Optimizer.Nadam(1e-4)));
    ways.put("rmsprop", with(new Optimizer.RmsProp(1e-4)));
    ways.put("adagrad", with(new Optimizer.Adagrad(1e-4)));
    ways.put("adam, l1, l2", with(new Optimizer.Adam(1e-4)).withPenalty(new Penalty(1e-5, 1e-5)));
    ways.put(
        "adam, clip norm",
        with(new Optimizer.Adam(1e-4)).withClipping(new Clipping(1, Double.POSITIVE_INFINITY)));
    ways.put(
        "adam, all of them",
        with(new Optimizer.Adam(1e-4))
            .withPenalty(new Penalty(1e-5, 1e-5))
            .withClipping(new Clipping(1, 0.5)));
    System.out.printf("%-18s", "microseconds");
    for (int[] shape : SHAPES) {
      System.out.printf("%18s", Arrays.toString(shape));
    }
    System.out.println();
    ways.forEach(
        (name, training) -> {
          System.out.printf("%-18s", name);
          for (int[] shape : SHAPES) {
            System.out.printf("%18.1f", median(shape, training));
          }
          System.out.println();
        });
  }

  private static Training with(Optimizer optimizer) {
    return Training.DEFAULT.withOptimizer(optimizer).withPatience(0);
  }

  private static double median(int[] shape, Training training) {
    double[] costs = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      costs[run] = measure(shape, training);
    }
    Arrays.sort(costs);
    return costs[RUNS / 2];
  }

  private static double measure(int[] shape, Training training) {
    Network network =
        new Network(shape[1], shape[2], 1, 1, Anchor.NONE, List.of(LstmLayer.of(shape[3])));
    int windows = 10 * shape[0];
    ArrayDataset data =
        new ArrayDataset(
            shape[1], shape[2], 1, new float[windows * shape[1] * shape[2]], new float[windows]);
    ArrayDataset none = new ArrayDataset(shape[1], shape[2], 1, new float[0], new float[0]);
    ReadyGradient engine = new ReadyGradient(network.parameters());
    int epochs = STEPS / 10;
    Clock clock = new Clock(engine, STEPS / 2);
    try (ShardedNetwork sharded = new ShardedNetwork(engine, network, Loss.MSE, Device.CPU, 1)) {
      TrainingLoop.train(
          sharded,
          new TrainingRun(
              network,
              training.withEpochs(epochs).withBatchSize(shape[0]),
              data,
              none,
              InitialWeights.of(network, 1)),
          clock);
    }
    return clock.microseconds();
  }

  /** Counts the steps of the second half, when all is compiled. */
  private static final class Clock implements TrainingListener {
    private final ReadyGradient engine;
    private final int from;
    private int steps;
    private long begin;
    private long inEngine;
    private long end;

    Clock(ReadyGradient engine, int from) {
      this.engine = engine;
      this.from = from;
    }

    @Override
    public void onStep(StepReport report) {
      steps++;
      if (steps == from) {
        inEngine = engine.nanos;
        begin = System.nanoTime();
      }
      end = System.nanoTime();
    }

    double microseconds() {
      return (end - begin - (engine.nanos - inEngine)) / 1e3 / (steps - from);
    }
  }

  private static final class ReadyGradient implements Backend, DifferentiableNetwork {
    private final float[] ready;
    private long nanos;

    ReadyGradient(int size) {
      ready = new float[size];
      Random random = new Random(1);
      for (int i = 0; i < size; i++) {
        ready[i] = (float) random.nextGaussian();
      }
    }

    @Override
    public double gradient(Batch batch, float[] gradient) {
      long before = System.nanoTime();
      System.arraycopy(ready, 0, gradient, 0, ready.length);
      nanos += System.nanoTime() - before;
      return 1;
    }

    @Override
    public void setWeights(float[] weights) {
      // The engine's own affair, and timed with it.
    }

    @Override
    public void predict(Batch batch, float[] outputs) {
      throw new UnsupportedOperationException("nothing is validated here");
    }

    @Override
    public void close() {
      // Nothing here is native.
    }

    @Override
    public Map<String, String> versions() {
      return Map.of();
    }

    @Override
    public List<Device> devices() {
      return List.of(Device.CPU);
    }

    @Override
    public String cudaStatus() {
      return "It computes nothing.";
    }

    @Override
    public String path(Network network, Device device) {
      return "a gradient that is ready";
    }

    @Override
    public DifferentiableNetwork open(Network network, Loss loss, Device device) {
      return this;
    }
  }
}
