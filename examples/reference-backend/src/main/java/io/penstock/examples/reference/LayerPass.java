package io.penstock.examples.reference;

import io.penstock.network.LstmLayer;

/** An LSTM layer over a window: one direction, or both side by side, forward first. */
final class LayerPass {
  private final LstmPass[] directions;
  private final int units;
  private final int steps;
  private final int inputValues;

  /**
   * Reads the window.
   *
   * @param number the layer's
   * @param inputs [step, I]
   */
  LayerPass(Tensors tensors, int number, double[][] inputs) {
    LstmLayer layer = tensors.network().layers().get(number);
    this.directions = new LstmPass[layer.direction().count()];
    this.units = layer.units();
    this.steps = inputs.length;
    this.inputValues = tensors.network().inputs(number);
    for (int d = 0; d < directions.length; d++) {
      directions[d] =
          new LstmPass(
              tensors.input(number, d),
              tensors.recurrent(number, d),
              layer.activation(),
              d == 1,
              inputs);
    }
  }

  /** What the next layer reads: the states of all directions after each step, [step, D·H]. */
  double[][] sequence() {
    double[][] joined = new double[steps][directions.length * units];
    for (int d = 0; d < directions.length; d++) {
      for (int t = 0; t < steps; t++) {
        System.arraycopy(directions[d].states()[t], 0, joined[t], d * units, units);
      }
    }
    return joined;
  }

  /**
   * What the head reads: each direction's state after all that it has read, [D·H]; the forward one
   * ends at the last step, the backward one at the first.
   */
  double[] finalState() {
    double[] state = new double[directions.length * units];
    for (int d = 0; d < directions.length; d++) {
      LstmPass direction = directions[d];
      System.arraycopy(direction.states()[direction.lastStep()], 0, state, d * units, units);
    }
    return state;
  }

  /**
   * From ∂L/∂{@link #finalState()} adds to the gradient.
   *
   * @return ∂L/∂inputs, [step, I]
   */
  double[][] backwardFromFinalState(double[] atState, double[] gradient) {
    double[][] atSequence = new double[steps][atState.length];
    for (int d = 0; d < directions.length; d++) {
      System.arraycopy(atState, d * units, atSequence[directions[d].lastStep()], d * units, units);
    }
    return backward(atSequence, gradient);
  }

  /**
   * From ∂L/∂{@link #sequence()} adds to the gradient.
   *
   * @return ∂L/∂inputs, [step, I]
   */
  double[][] backward(double[][] atSequence, double[] gradient) {
    double[][] atInputs = new double[steps][inputValues];
    for (int d = 0; d < directions.length; d++) {
      directions[d].backward(atSequence, d * units, atInputs, gradient);
    }
    return atInputs;
  }
}
