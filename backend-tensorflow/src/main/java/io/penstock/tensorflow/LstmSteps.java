package io.penstock.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * One direction of an LSTM layer in a graph, unrolled: a cell a step, and backwards a cell gradient
 * a step. TensorFlow has no gradient for its fused cell, so the chain through time is written here;
 * the weights' gradients are one matrix product over all steps.
 */
final class LstmSteps {
  private final Ops tf;
  private final LstmWeights weights;
  private final Sequence inputs;
  private final boolean reversed;
  private final Operand<TFloat32> zeroState;
  private final LstmCell.Step[] steps;

  /**
   * Adds the way forward to the graph.
   *
   * @param cell over the inputs, with the weights
   * @param zeroState what the first step finds, [B, H]
   * @param inputs of each step, [B, I]
   * @param reversed whether the last step is read first
   */
  LstmSteps(
      Ops tf,
      LstmCell cell,
      Operand<TFloat32> zeroState,
      LstmWeights weights,
      Sequence inputs,
      boolean reversed) {
    this.tf = tf;
    this.weights = weights;
    this.inputs = inputs;
    this.reversed = reversed;
    this.zeroState = zeroState;
    this.steps = new LstmCell.Step[inputs.length()];
    LstmCell.State state = new LstmCell.State(zeroState, zeroState);
    for (int turn = 0; turn < steps.length; turn++) {
      int time = time(turn);
      steps[time] = cell.step(time, state);
      state = steps[time].after();
    }
  }

  /** Which step is read at a turn. */
  private int time(int turn) {
    return reversed ? steps.length - 1 - turn : turn;
  }

  /** The state h after each step, [B, H], oldest first. */
  List<Operand<TFloat32>> states() {
    return Arrays.stream(steps).map(step -> step.after().state()).toList();
  }

  /** The state h after the step that is read last, [B, H]. */
  Operand<TFloat32> finalState() {
    return steps[time(steps.length - 1)].after().state();
  }

  /**
   * Adds the way back to the graph, where only the final state is used.
   *
   * @param ofFinalState its gradient, [B, H]
   */
  Backward backward(Operand<TFloat32> ofFinalState) {
    List<List<Operand<TFloat32>>> fromAbove = new ArrayList<>();
    for (int time = 0; time < steps.length; time++) {
      fromAbove.add(time == time(steps.length - 1) ? List.of(ofFinalState) : List.of());
    }
    return chain(fromAbove);
  }

  /**
   * Adds the way back to the graph.
   *
   * @param ofStates gradients of the states
   */
  Backward backward(Sequence ofStates) {
    List<List<Operand<TFloat32>>> fromAbove = new ArrayList<>();
    ofStates.steps().forEach(ofState -> fromAbove.add(List.of(ofState)));
    return chain(fromAbove);
  }

  /**
   * The chain through time.
   *
   * @param fromAbove for each step the gradients of its state but that from the step after
   */
  private Backward chain(List<List<Operand<TFloat32>>> fromAbove) {
    LstmCell.Slopes[] slopes = new LstmCell.Slopes[steps.length];
    Operand<TFloat32> ofCellState = zeroState;
    for (int turn = steps.length - 1; turn >= 0; turn--) {
      int time = time(turn);
      List<Operand<TFloat32>> ofState = new ArrayList<>(fromAbove.get(time));
      if (turn < steps.length - 1) {
        ofState.add(tf.linalg.matMul(slopes[time(turn + 1)].sums(), weights.recurrent()));
      }
      slopes[time] =
          steps[time].backward(
              ofState.size() == 1 ? ofState.get(0) : tf.math.add(ofState.get(0), ofState.get(1)),
              ofCellState);
      ofCellState = slopes[time].cellStateBefore();
    }
    return new Backward(
        Sequence.ofSteps(tf, Arrays.stream(slopes).map(LstmCell.Slopes::sums).toList()).stacked());
  }

  /** The way back, once it is in the graph. */
  final class Backward {
    private final Operand<TFloat32> sums;

    /**
     * @param sums gradients of the sums that enter the gates, all steps one below the other, oldest
     *     first, [T·B, 4H]
     */
    private Backward(Operand<TFloat32> sums) {
      this.sums = sums;
    }

    /**
     * Gradients of the weights.
     *
     * @param sumOfRows adds up the rows of a matrix
     */
    LstmWeights weights(UnaryOperator<Operand<TFloat32>> sumOfRows) {
      return new LstmWeights(
          tf.linalg.matMul(sums, inputs.stacked(), MatMul.transposeA(true)),
          tf.linalg.matMul(sums, statesBefore().stacked(), MatMul.transposeA(true)),
          sumOfRows.apply(sums));
    }

    /** What each step found. */
    private Sequence statesBefore() {
      List<Operand<TFloat32>> states = new ArrayList<>(states());
      states.remove(time(steps.length - 1));
      states.add(time(0), zeroState);
      return Sequence.ofSteps(tf, states);
    }

    /** Gradients of the inputs of all steps, one below the other, [T·B, I]. */
    Operand<TFloat32> inputs() {
      return tf.linalg.matMul(sums, weights.input());
    }
  }
}
