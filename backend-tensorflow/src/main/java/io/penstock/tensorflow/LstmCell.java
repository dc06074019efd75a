package io.penstock.tensorflow;

import io.penstock.network.Activation;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** How the steps of an LSTM layer are put into a graph, forward and back. */
sealed interface LstmCell permits FusedCell, PlainCell {
  /** Whether TensorFlow has a fused cell for that activation. */
  static boolean isFused(Activation activation) {
    return activation == Activation.TANH;
  }

  /**
   * What one step leaves to the next.
   *
   * @param state h [B, H]
   * @param cellState c [B, H]
   */
  record State(Operand<TFloat32> state, Operand<TFloat32> cellState) {}

  /**
   * Gradients that one step back gives.
   *
   * @param sums of the sums that enter the gates, [B, 4H], in the order of the weights
   * @param cellStateBefore of the cell state before the step, [B, H]
   */
  record Slopes(Operand<TFloat32> sums, Operand<TFloat32> cellStateBefore) {}

  /** A step that is in the graph. */
  interface Step {
    /** What it leaves. */
    State after();

    /**
     * Adds the way back.
     *
     * @param ofState gradient of h after it, [B, H]
     * @param ofCellState gradient of c after it, from the step after, [B, H]
     */
    Slopes backward(Operand<TFloat32> ofState, Operand<TFloat32> ofCellState);
  }

  /**
   * Adds a step.
   *
   * @param time which of the inputs it reads
   * @param before what the step before it left
   */
  Step step(int time, State before);
}
