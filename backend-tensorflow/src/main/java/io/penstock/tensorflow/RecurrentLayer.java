package io.penstock.tensorflow;

import io.penstock.network.LstmLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One LSTM layer in a graph: one direction, or two over the same inputs whose outputs stand side by
 * side, that which reads the oldest step first on the left.
 */
final class RecurrentLayer {
  private final Ops tf;
  private final List<LstmSteps> directions = new ArrayList<>();

  /**
   * Adds the way forward to the graph.
   *
   * @param weights of each direction
   * @param inputs of each step, [B, I]
   * @param training whether a way back follows
   */
  RecurrentLayer(
      Ops tf,
      Zeros zeros,
      LstmLayer layer,
      List<LstmWeights> weights,
      Sequence inputs,
      boolean training) {
    this.tf = tf;
    int units = layer.units();
    for (LstmWeights own : weights) {
      boolean reversed = !directions.isEmpty();
      LstmCell cell =
          LstmCell.isFused(layer.activation())
              ? new FusedCell(tf, zeros, units, own, inputs, reversed, training)
              : new PlainCell(tf, layer.activation(), units, own, inputs);
      directions.add(new LstmSteps(tf, cell, zeros.ofWidth(units), own, inputs, reversed));
    }
  }

  /** The outputs of each step, [B, D·H]. */
  Sequence outputs() {
    List<Sequence> each =
        directions.stream().map(own -> Sequence.ofSteps(tf, own.states())).toList();
    return each.size() == 1
        ? each.get(0)
        : Sequence.ofStacked(
            tf, each.get(0).length(), sideBySide(each.stream().map(Sequence::stacked).toList()));
  }

  /** The state that each direction ends with, [B, D·H]. */
  Operand<TFloat32> finalState() {
    return sideBySide(directions.stream().map(LstmSteps::finalState).toList());
  }

  private Operand<TFloat32> sideBySide(List<Operand<TFloat32>> parts) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }

  private List<? extends Operand<TFloat32>> apart(Operand<TFloat32> whole) {
    return directions.size() == 1
        ? List.of(whole)
        : tf.split(tf.constant(1), whole, (long) directions.size()).output();
  }

  /**
   * Adds the way back to the graph, where only the final state is used.
   *
   * @param ofFinalState its gradient, [B, D·H]
   */
  Backward backward(Operand<TFloat32> ofFinalState) {
    List<LstmSteps.Backward> each = new ArrayList<>();
    for (Operand<TFloat32> own : apart(ofFinalState)) {
      each.add(directions.get(each.size()).backward(own));
    }
    return new Backward(each);
  }

  /**
   * Adds the way back to the graph.
   *
   * @param ofOutputs gradients of the outputs, [B, D·H] a step
   */
  Backward backward(Sequence ofOutputs) {
    List<LstmSteps.Backward> each = new ArrayList<>();
    for (Operand<TFloat32> own : apart(ofOutputs.stacked())) {
      Sequence ofStates = Sequence.ofStacked(tf, ofOutputs.length(), own);
      each.add(directions.get(each.size()).backward(ofStates));
    }
    return new Backward(each);
  }

  /** The way back, once it is in the graph. */
  final class Backward {
    private final List<LstmSteps.Backward> each;

    private Backward(List<LstmSteps.Backward> each) {
      this.each = each;
    }

    /**
     * Gradients of the weights of each direction.
     *
     * @param sumOfRows adds up the rows of a matrix
     */
    List<LstmWeights> weights(UnaryOperator<Operand<TFloat32>> sumOfRows) {
      return each.stream().map(own -> own.weights(sumOfRows)).toList();
    }

    /** Gradients of the inputs of all steps, one below the other, [T·B, I]. */
    Operand<TFloat32> inputs() {
      return each.stream()
          .map(LstmSteps.Backward::inputs)
          .reduce((one, other) -> tf.math.add(one, other))
          .orElseThrow();
    }
  }
}
