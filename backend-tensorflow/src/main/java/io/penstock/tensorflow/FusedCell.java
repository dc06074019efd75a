package io.penstock.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LSTMBlockCell;
import org.tensorflow.op.nn.LSTMBlockCellGrad;
import org.tensorflow.types.TFloat32;

/**
 * TensorFlow's fused cell, for tanh: one operator a step, and one back. Gates are in the order i,
 * c, f, o.
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

  /**
   * @param units width H of the state
   * @param inputs of each step, [B, I]
   */
  FusedCell(Ops tf, Zeros zeros, int units, LstmWeights weights, Sequence inputs) {
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
  }

  @Override
  public Step step(int time, State before) {
    return new Fused(
        before,
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
            LSTMBlockCell.usePeephole(false)));
  }

  private final class Fused implements Step {
    private final State before;
    private final LSTMBlockCell<TFloat32> cell;

    Fused(State before, LSTMBlockCell<TFloat32> cell) {
      this.before = before;
      this.cell = cell;
    }

    @Override
    public State after() {
      return new State(cell.h(), cell.cs());
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
              cell.i(),
              cell.cs(),
              cell.f(),
              cell.o(),
              cell.ci(),
              cell.co(),
              ofCellState,
              ofState,
              false);
      return new Slopes(gradient.dicfo(), gradient.csPrevGrad());
    }
  }
}
