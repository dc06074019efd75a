package io.penstock.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LSTMBlockCell;
import org.tensorflow.op.nn.LSTMBlockCellGrad;
import org.tensorflow.types.TFloat32;

/**
 * TensorFlow's fused cell, for tanh. Gates are in the order i, c, f, o.
 *
 * <p>Forward it is one operator a step where the network is only used, so that what no later step
 * reads is freed at once, and one operator for all steps where a way back follows, which needs
 * every step's values anyway: a training step is 3 to 13 % faster so, and its graph a third smaller
 * (benchmarks/README.md). Back it is one operator a step: TensorFlow's own for all steps multiplies
 * the weights' gradients step by step, which takes two to five times as long.
 *
 * <p>Projecting the inputs of all steps in one product first, as is often advised, was measured to
 * be up to 6 % faster than the fused cell for narrow layers and as much slower for wide ones, but
 * it needs thirteen operators a step instead of one, which the first run pays for.
 */
final class FusedCell implements LstmCell {
  private final Ops tf;
  private final Sequence inputs;
  private final LstmWeights weights;
  private final Zeros zeros;
  private final int units;
  private final Operand<TFloat32> matrix;
  private final Operand<TFloat32> unread;
  private final Operand<TFloat32> noPeephole;
  private final Forward forward;

  /**
   * @param units width H of the state
   * @param inputs of each step, [B, I]
   * @param reversed whether the last step is read first
   * @param training whether a way back follows
   */
  FusedCell(
      Ops tf,
      Zeros zeros,
      int units,
      LstmWeights weights,
      Sequence inputs,
      boolean reversed,
      boolean training) {
    this.tf = tf;
    this.inputs = inputs;
    this.weights = weights;
    this.zeros = zeros;
    this.units = units;
    this.matrix =
        tf.linalg.transpose(
            tf.concat(List.of(weights.input(), weights.recurrent()), tf.constant(1)),
            tf.constant(new int[] {1, 0}));
    this.unread = tf.reshape(weights.recurrent(), tf.constant(new int[] {units, 4 * units}));
    this.noPeephole = tf.constant(new float[units]);
    this.forward = training ? all(reversed) : this::one;
  }

  @Override
  public Step step(int time, State before) {
    return new Fused(before, forward.step(time, before));
  }

  /**
   * What a step computes, [B, H] each.
   *
   * @param input gate i
   * @param cellState c
   * @param forget gate f
   * @param output gate o
   * @param candidate tanh of what enters the cell
   * @param shown tanh of c
   * @param state h
   */
  private record Values(
      Operand<TFloat32> input,
      Operand<TFloat32> cellState,
      Operand<TFloat32> forget,
      Operand<TFloat32> output,
      Operand<TFloat32> candidate,
      Operand<TFloat32> shown,
      Operand<TFloat32> state) {}

  /** The way forward. */
  private interface Forward {
    /** Adds a step, or gives what it is in a graph that has them all. */
    Values step(int time, State before);
  }

  /** A step as an operator of its own. */
  private Values one(int time, State before) {
    LSTMBlockCell<TFloat32> cell =
        tf.nn.lSTMBlockCell(
            inputs.steps().get(time),
            before.cellState(),
            before.state(),
            matrix,
            noPeephole,
            noPeephole,
            noPeephole,
            weights.bias(),
            // Unless told otherwise it adds 1 to the forget gate and clips the cell state at 3.
            LSTMBlockCell.forgetBias(0f),
            LSTMBlockCell.cellClip(-1f),
            LSTMBlockCell.usePeephole(false));
    return new Values(cell.i(), cell.cs(), cell.f(), cell.o(), cell.ci(), cell.co(), cell.h());
  }

  /** All steps as one operator. */
  private Forward all(boolean reversed) {
    long width = weights.input().shape().get(1);
    Operand<TFloat32> byTime =
        tf.reshape(inputs.stacked(), tf.constant(new long[] {inputs.length(), -1, width}));
    Operand<TFloat32> inTurn = reversed ? tf.reverse(byTime, tf.constant(new int[] {0})) : byTime;
    Operand<TFloat32> zeroState = zeros.ofWidth(units);
    // TensorFlow Java has a method only for the operator's second version, whose gates are in
    // another order than those of the cell's gradient.
    Operation block =
        tf.scope()
            .opBuilder("BlockLSTM", "BlockLSTM")
            .addInput(tf.constant((long) inputs.length()).asOutput())
            .addInput(inTurn.asOutput())
            .addInput(zeroState.asOutput())
            .addInput(zeroState.asOutput())
            .addInput(matrix.asOutput())
            .addInput(noPeephole.asOutput())
            .addInput(noPeephole.asOutput())
            .addInput(noPeephole.asOutput())
            .addInput(weights.bias().asOutput())
            // As above.
            .setAttr("forget_bias", 0f)
            .setAttr("cell_clip", -1f)
            .setAttr("use_peephole", false)
            .build();
    List<List<Output<TFloat32>>> outputs = new ArrayList<>();
    for (int i = 0; i < block.numOutputs(); i++) {
      outputs.add(tf.unstack(block.<TFloat32>output(i), (long) inputs.length()).output());
    }
    return (time, before) -> {
      int turn = reversed ? inputs.length() - 1 - time : time;
      return new Values(
          outputs.get(0).get(turn),
          outputs.get(1).get(turn),
          outputs.get(2).get(turn),
          outputs.get(3).get(turn),
          outputs.get(4).get(turn),
          outputs.get(5).get(turn),
          outputs.get(6).get(turn));
    };
  }

  private final class Fused implements Step {
    private final State before;
    private final Values values;

    Fused(State before, Values values) {
      this.before = before;
      this.values = values;
    }

    @Override
    public State after() {
      return new State(values.state(), values.cellState());
    }

    @Override
    public Slopes backward(Operand<TFloat32> ofState, Operand<TFloat32> ofCellState) {
      LSTMBlockCellGrad<TFloat32> gradient =
          tf.nn.lSTMBlockCellGrad(
              // Inputs, state before and weights are asked for in fitting shapes and not read.
              zeros.ofWidth(0),
              before.cellState(),
              zeros.ofWidth(units),
              unread,
              noPeephole,
              noPeephole,
              noPeephole,
              weights.bias(),
              values.input(),
              values.cellState(),
              values.forget(),
              values.output(),
              values.candidate(),
              values.shown(),
              ofCellState,
              ofState,
              false);
      return new Slopes(gradient.dicfo(), gradient.csPrevGrad());
    }
  }
}
