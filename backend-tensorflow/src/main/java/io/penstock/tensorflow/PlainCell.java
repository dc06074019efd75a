package io.penstock.tensorflow;

import io.penstock.network.Activation;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.data.LeakyReluGrad;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The cell in plain operators, for any activation: the inputs of all steps are projected in one
 * matrix product first. Gates are in the order i, o, f, c, so that one sigmoid serves the first
 * three.
 *
 * <p>Each activation's slope follows from its value alone, so that the way back needs no more of
 * the way forward than gates, candidate and what the cell shows.
 */
final class PlainCell implements LstmCell {
  private final Ops tf;
  private final Activation activation;
  private final Operand<TFloat32> recurrent;
  private final Sequence projected;
  private final Operand<TInt32> gatesAndCandidate;
  private final Operand<TInt32> columns;

  /**
   * @param units width H of the state
   * @param inputs of each step, [B, I]
   */
  PlainCell(Ops tf, Activation activation, int units, LstmWeights weights, Sequence inputs) {
    this.tf = tf;
    this.activation = activation;
    this.recurrent = weights.recurrent();
    this.projected =
        Sequence.ofStacked(
            tf,
            inputs.length(),
            tf.nn.biasAdd(
                tf.linalg.matMul(inputs.stacked(), weights.input(), MatMul.transposeB(true)),
                weights.bias()));
    this.gatesAndCandidate = tf.constant(new int[] {3 * units, units});
    this.columns = tf.constant(1);
  }

  @Override
  public Step step(int time, State before) {
    return new Plain(
        before,
        tf.math.add(
            projected.steps().get(time),
            tf.linalg.matMul(before.state(), recurrent, MatMul.transposeB(true))));
  }

  private final class Plain implements Step {
    private final State before;
    private final Operand<TFloat32> gates;
    private final Operand<TFloat32> input;
    private final Operand<TFloat32> output;
    private final Operand<TFloat32> forget;
    private final Operand<TFloat32> candidate;
    private final Operand<TFloat32> shown;
    private final State after;

    Plain(State before, Operand<TFloat32> sums) {
      this.before = before;
      List<Output<TFloat32>> parts = tf.splitV(sums, gatesAndCandidate, columns, 2L).output();
      this.gates = tf.math.sigmoid(parts.get(0));
      List<Output<TFloat32>> each = tf.split(columns, gates, 3L).output();
      this.input = each.get(0);
      this.output = each.get(1);
      this.forget = each.get(2);
      this.candidate = activate(parts.get(1));
      Operand<TFloat32> cellState =
          tf.math.add(tf.math.mul(forget, before.cellState()), tf.math.mul(input, candidate));
      this.shown = activate(cellState);
      this.after = new State(tf.math.mul(output, shown), cellState);
    }

    @Override
    public State after() {
      return after;
    }

    @Override
    public Slopes backward(Operand<TFloat32> ofState, Operand<TFloat32> ofCellState) {
      Operand<TFloat32> ofCell =
          tf.math.add(ofCellState, slope(shown, tf.math.mul(ofState, output)));
      Operand<TFloat32> ofGates =
          tf.concat(
              List.of(
                  tf.math.mul(ofCell, candidate),
                  tf.math.mul(ofState, shown),
                  tf.math.mul(ofCell, before.cellState())),
              columns);
      return new Slopes(
          tf.concat(
              List.of(
                  tf.math.sigmoidGrad(gates, ofGates),
                  slope(candidate, tf.math.mul(ofCell, input))),
              columns),
          tf.math.mul(ofCell, forget));
    }
  }

  private Operand<TFloat32> activate(Operand<TFloat32> sums) {
    return switch (activation) {
      case TANH -> tf.math.tanh(sums);
      case RELU -> tf.nn.relu(sums);
      case LEAKY_RELU -> tf.nn.leakyRelu(sums, LeakyRelu.alpha(Activation.LEAK));
      case SIGMOID -> tf.math.sigmoid(sums);
    };
  }

  /**
   * The gradient of what an activation was given.
   *
   * @param value what it gave
   * @param ofValue the gradient of that
   */
  private Operand<TFloat32> slope(Operand<TFloat32> value, Operand<TFloat32> ofValue) {
    return switch (activation) {
      case TANH -> tf.math.tanhGrad(value, ofValue);
      case RELU -> tf.nn.reluGrad(ofValue, value);
      case LEAKY_RELU ->
          LeakyReluGrad.create(tf.scope(), ofValue, value, LeakyReluGrad.alpha(Activation.LEAK));
      case SIGMOID -> tf.math.sigmoidGrad(value, ofValue);
    };
  }
}
