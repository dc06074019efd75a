package io.penstock.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.LSTMBlockCell;
import org.tensorflow.op.nn.LSTMBlockCellGrad;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One LSTM layer in a graph, unrolled: a fused cell a step, and backwards a fused cell gradient a
 * step. TensorFlow has no gradient for its fused cell, so the chain through time is written here;
 * the weights' gradients are one matrix product over all steps. Gates are in the order i, c, f, o.
 *
 * <p>Projecting the inputs of all steps in one product first, as is often advised, was measured to
 * be up to 6 % faster than the fused cell for narrow layers and as much slower for wide ones, but
 * it needs thirteen operators a step instead of one, which the first run pays for.
 */
final class LstmSteps {
  private final Ops tf;
  private final int units;
  private final LayerWeights weights;
  private final List<? extends Operand<TFloat32>> inputs;
  private final Operand<TFloat32> zeroState;
  private final Operand<TFloat32> noInput;
  private final Operand<TFloat32> noPeephole;
  private final List<LSTMBlockCell<TFloat32>> cells = new ArrayList<>();

  /**
   * A layer's weights, or their gradients.
   *
   * @param input W [4H, I]
   * @param recurrent R [4H, H]
   * @param bias b [4H]
   */
  record LayerWeights(
      Operand<TFloat32> input, Operand<TFloat32> recurrent, Operand<TFloat32> bias) {}

  /**
   * Adds the way forward to the graph.
   *
   * @param batch how many windows, [1]
   * @param units width H of the state
   * @param inputs of each step, [B, I]
   */
  LstmSteps(
      Ops tf,
      Operand<TInt32> batch,
      int units,
      LayerWeights weights,
      List<? extends Operand<TFloat32>> inputs) {
    this.tf = tf;
    this.units = units;
    this.weights = weights;
    this.inputs = inputs;
    this.zeroState = zeros(batch, units);
    this.noInput = zeros(batch, 0);
    this.noPeephole = tf.constant(new float[units]);
    forward();
  }

  private void forward() {
    Operand<TFloat32> matrix =
        tf.linalg.transpose(
            tf.concat(List.of(weights.input(), weights.recurrent()), tf.constant(1)),
            tf.constant(new int[] {1, 0}));
    Operand<TFloat32> cellState = zeroState;
    Operand<TFloat32> state = zeroState;
    for (Operand<TFloat32> input : inputs) {
      LSTMBlockCell<TFloat32> cell =
          tf.nn.lSTMBlockCell(
              input,
              cellState,
              state,
              matrix,
              noPeephole,
              noPeephole,
              noPeephole,
              weights.bias(),
              // Unless told otherwise it adds 1 to the forget gate and clips the cell state at 3.
              LSTMBlockCell.forgetBias(0f),
              LSTMBlockCell.cellClip(-1f),
              LSTMBlockCell.usePeephole(false));
      cells.add(cell);
      cellState = cell.cs();
      state = cell.h();
    }
  }

  /** The state h after each step, [B, H]. */
  List<Output<TFloat32>> states() {
    return cells.stream().map(LSTMBlockCell::h).toList();
  }

  /**
   * Adds the way back to the graph.
   *
   * @param fromAbove gradients of the last states, oldest first, [B, H]: one where only the final
   *     state is used, else as many as there are steps
   */
  Backward backward(List<? extends Operand<TFloat32>> fromAbove) {
    int steps = cells.size();
    int unused = steps - fromAbove.size();
    // The gradient's kernel asks for weights of a fitting shape and does not read them.
    Operand<TFloat32> unread =
        tf.reshape(weights.recurrent(), tf.constant(new int[] {units, 4 * units}));
    List<Operand<TFloat32>> gates = new ArrayList<>();
    Operand<TFloat32> ofCellState = zeroState;
    for (int t = steps - 1; t >= 0; t--) {
      LSTMBlockCell<TFloat32> cell = cells.get(t);
      List<Operand<TFloat32>> ofState = new ArrayList<>();
      if (t >= unused) {
        ofState.add(fromAbove.get(t - unused));
      }
      if (t < steps - 1) {
        ofState.add(tf.linalg.matMul(gates.get(gates.size() - 1), weights.recurrent()));
      }
      LSTMBlockCellGrad<TFloat32> gradient =
          tf.nn.lSTMBlockCellGrad(
              noInput,
              t == 0 ? zeroState : cells.get(t - 1).cs(),
              zeroState,
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
              ofState.size() == 1 ? ofState.get(0) : tf.math.add(ofState.get(0), ofState.get(1)),
              false);
      ofCellState = gradient.csPrevGrad();
      gates.add(gradient.dicfo());
    }
    Collections.reverse(gates);
    return new Backward(below(gates));
  }

  /** The way back, once it is in the graph. */
  final class Backward {
    private final Operand<TFloat32> gates;

    /**
     * @param gates gradients of the sums that enter the gates, all steps one below the other, [T·B,
     *     4H]
     */
    private Backward(Operand<TFloat32> gates) {
      this.gates = gates;
    }

    /**
     * Gradients of the weights.
     *
     * @param sumOfRows adds up the rows of a matrix
     */
    LayerWeights weights(UnaryOperator<Operand<TFloat32>> sumOfRows) {
      List<Operand<TFloat32>> statesBefore = new ArrayList<>();
      statesBefore.add(zeroState);
      statesBefore.addAll(states().subList(0, cells.size() - 1));
      return new LayerWeights(
          tf.linalg.matMul(gates, below(inputs), MatMul.transposeA(true)),
          tf.linalg.matMul(gates, below(statesBefore), MatMul.transposeA(true)),
          sumOfRows.apply(gates));
    }

    /** Gradients of each step's inputs, [B, I]. */
    List<Output<TFloat32>> inputs() {
      Operand<TFloat32> all = tf.linalg.matMul(gates, weights.input());
      return tf.split(tf.constant(0), all, (long) cells.size()).output();
    }
  }

  /** Puts what each step has, [B, …], one below the other: [T·B, …]. */
  private Operand<TFloat32> below(List<? extends Operand<TFloat32>> steps) {
    // TensorFlow refuses to concatenate one alone.
    return steps.size() == 1
        ? steps.get(0)
        : tf.concat(new ArrayList<Operand<TFloat32>>(steps), tf.constant(0));
  }

  private Operand<TFloat32> zeros(Operand<TInt32> batch, int width) {
    return tf.zeros(
        tf.concat(List.of(batch, tf.constant(new int[] {width})), tf.constant(0)), TFloat32.class);
  }
}
