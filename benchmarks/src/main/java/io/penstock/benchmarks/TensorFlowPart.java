package io.penstock.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.BlockLSTM;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/**
 * A part of a shard's gradient as TensorFlow computes it, in a graph of its own: the very operators
 * in the very shapes, their operands in the core's caches.
 */
final class TensorFlowPart implements Repeated.Computation {
  private final Graph graph = new Graph();
  private final Session session;
  private final List<? extends Operand<?>> targets;

  /**
   * @param windows of a shard
   */
  private TensorFlowPart(StepPart part, Shape shape, int windows) {
    this.targets = new Operators(Ops.create(graph), shape, windows).of(part);
    this.session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(-1)
                // Neither fold constants nor merge what is equal: all shall be computed.
                .setGraphOptions(
                    GraphOptions.newBuilder()
                        .setRewriteOptions(
                            RewriterConfig.newBuilder().setDisableMetaOptimizer(true))
                        .setOptimizerOptions(
                            OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0)))
                .build());
  }

  /** What the tables call such a contestant. */
  static String name(StepPart part, int windows, int threads) {
    return String.format("%s of %d windows, %d", part, windows, threads);
  }

  /**
   * A contestant, whose speed is in windows a second.
   *
   * @param windows of a shard
   * @param threads that each compute a shard at a time
   * @param seconds of a round
   */
  static Contestant contestant(StepPart part, Shape shape, int windows, int threads, double seconds)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                part.name(),
                String.valueOf(windows),
                String.valueOf(threads),
                String.valueOf(seconds)));
    arguments.addAll(shape.arguments());
    return new ChildContestant(name(part, windows, threads), TensorFlowPart.class, arguments);
  }

  /**
   * Computes when told to; the arguments are the part, the windows, the threads, the seconds, the
   * shape.
   */
  public static void main(String[] arguments) throws IOException {
    StepPart part = StepPart.valueOf(arguments[0]);
    int windows = Integer.parseInt(arguments[1]);
    Shape shape = Shape.of(List.of(arguments).subList(4, arguments.length));
    try (Repeated shards =
        new Repeated(
            Integer.parseInt(arguments[2]),
            Double.parseDouble(arguments[3]),
            windows,
            () -> new TensorFlowPart(part, shape, windows))) {
      ChildContestant.serve(shards);
    }
  }

  @Override
  public void once() {
    Session.Runner runner = session.runner();
    targets.forEach(target -> runner.addTarget(target.op()));
    runner.run().close();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  /** The operators of the parts, over constants. */
  private static final class Operators {
    private final Ops tf;
    private final int windows;
    private final int steps;
    private final int features;
    private final int units;

    Operators(Ops tf, Shape shape, int windows) {
      this.tf = tf;
      this.windows = windows;
      this.steps = shape.lookBack();
      this.features = shape.features();
      this.units = shape.units();
    }

    List<? extends Operand<?>> of(StepPart part) {
      int rows = steps * windows;
      return switch (part) {
        case FORWARD_PRODUCTS ->
            products(steps, random(windows, features + units), random(features + units, 4 * units));
        case FORWARD -> List.of(forward());
        case BACKWARD_PRODUCTS ->
            products(steps - 1, random(windows, 4 * units), random(4 * units, units));
        case SLOPES -> List.of(slopes());
        case STACKS -> List.of(stack(4 * units), stack(units));
        case RECURRENT_GRADIENT -> List.of(gradient(rows, units));
        case INPUT_GRADIENT -> List.of(gradient(rows, features));
        case BIAS_GRADIENT -> List.of(tf.nn.biasAddGrad(random(rows, 4 * units)));
      };
    }

    private List<Operand<TFloat32>> products(
        int times, Operand<TFloat32> left, Operand<TFloat32> right) {
      List<Operand<TFloat32>> products = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        products.add(tf.linalg.matMul(left, right));
      }
      return products;
    }

    private Operand<TFloat32> gradient(int rows, int width) {
      return tf.linalg.matMul(
          random(rows, 4 * units), random(rows, width), MatMul.transposeA(true));
    }

    private Operand<TFloat32> forward() {
      Operand<TFloat32> zero = tf.zeros(tf.constant(new int[] {windows, units}), TFloat32.class);
      Operand<TFloat32> noPeephole = tf.constant(new float[units]);
      // The same as the backend's but for the order of the gates.
      return tf.nn
          .blockLSTM(
              tf.constant((long) steps),
              random(steps, windows, features),
              zero,
              zero,
              random(features + units, 4 * units),
              noPeephole,
              noPeephole,
              noPeephole,
              random(4 * units),
              BlockLSTM.cellClip(-1f),
              BlockLSTM.usePeephole(false))
          .h();
    }

    private Operand<TFloat32> slopes() {
      Operand<TFloat32> values = random(windows, units);
      Operand<TFloat32> noPeephole = tf.constant(new float[units]);
      Operand<TFloat32> inputs = random(windows, 0);
      Operand<TFloat32> matrix = random(units, 4 * units);
      Operand<TFloat32> bias = random(4 * units);
      Operand<TFloat32> ofCellState = values;
      for (int i = 0; i < steps; i++) {
        ofCellState =
            tf.nn
                .lSTMBlockCellGrad(
                    inputs,
                    values,
                    values,
                    matrix,
                    noPeephole,
                    noPeephole,
                    noPeephole,
                    bias,
                    values,
                    values,
                    values,
                    values,
                    values,
                    values,
                    ofCellState,
                    values,
                    false)
                .csPrevGrad();
      }
      return ofCellState;
    }

    private Operand<TFloat32> stack(int width) {
      List<Operand<TFloat32>> each = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        each.add(random(windows, width));
      }
      return tf.concat(each, tf.constant(0));
    }

    private Operand<TFloat32> random(long... dimensions) {
      org.tensorflow.ndarray.Shape shape = org.tensorflow.ndarray.Shape.of(dimensions);
      float[] values = new float[Math.toIntExact(shape.size())];
      Random random = new Random(values.length);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian() / 16;
      }
      return tf.constant(shape, DataBuffers.of(values));
    }
  }
}
