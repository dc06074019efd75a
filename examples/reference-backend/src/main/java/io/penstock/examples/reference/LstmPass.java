package io.penstock.examples.reference;

import io.penstock.network.Activation;

/**
 * One direction of an LSTM layer on its way over a window (Hochreiter and Schmidhuber, 1997, with
 * the forget gate of Gers, Schmidhuber and Cummins, 2000). With x the values of a step and h, c the
 * state and the cell of the step read before, both zero at first, it computes
 *
 * <pre>
 *   i = σ(Wi x + Ri h + bi)      the input gate
 *   o = σ(Wo x + Ro h + bo)      the output gate
 *   f = σ(Wf x + Rf h + bf)      the forget gate
 *   g = act(Wc x + Rc h + bc)    the candidate
 *   c' = f c + i g
 *   m  = act(c')
 *   h' = o m
 * </pre>
 *
 * <p>Arrays are indexed by the step of the window, whichever way it is read.
 */
final class LstmPass {
  private final Dense input;
  private final Matrix recurrent;
  private final Activation activation;
  private final int units;
  private final boolean backwards;
  private final double[][] inputs;

  /** The values of i, o, f and g, [step, 4H]. */
  private final double[][] gates;

  /** c', [step, H]. */
  private final double[][] cells;

  /** m, [step, H]. */
  private final double[][] activated;

  /** h', [step, H]. */
  private final double[][] states;

  /**
   * Reads the window.
   *
   * @param input of this direction
   * @param recurrent of this direction
   * @param backwards whether the last step is read first
   * @param inputs [step, I]
   */
  LstmPass(
      Dense input, Matrix recurrent, Activation activation, boolean backwards, double[][] inputs) {
    int steps = inputs.length;
    this.input = input;
    this.recurrent = recurrent;
    this.activation = activation;
    this.units = recurrent.columns();
    this.backwards = backwards;
    this.inputs = inputs;
    this.gates = new double[steps][];
    this.cells = new double[steps][units];
    this.activated = new double[steps][units];
    this.states = new double[steps][units];
    for (int k = 0; k < steps; k++) {
      step(k);
    }
  }

  private void step(int k) {
    int t = at(k);
    double[] cellBefore = before(cells, k);
    double[] sums = input.outputs(inputs[t]);
    recurrent.addProduct(before(states, k), sums);
    for (int u = 0; u < units; u++) {
      double i = Functions.logistic(sums[u]);
      double o = Functions.logistic(sums[units + u]);
      double f = Functions.logistic(sums[2 * units + u]);
      double g = Functions.activation(activation, sums[3 * units + u]);
      cells[t][u] = f * cellBefore[u] + i * g;
      activated[t][u] = Functions.activation(activation, cells[t][u]);
      states[t][u] = o * activated[t][u];
      sums[u] = i;
      sums[units + u] = o;
      sums[2 * units + u] = f;
      sums[3 * units + u] = g;
    }
    gates[t] = sums;
  }

  /** The k-th step that is read. */
  private int at(int k) {
    return backwards ? inputs.length - 1 - k : k;
  }

  /** What the step read before the k-th has left. */
  private double[] before(double[][] ofSteps, int k) {
    return k == 0 ? new double[units] : ofSteps[at(k - 1)];
  }

  /** The state h' after each step, [step, H]. */
  double[][] states() {
    return states;
  }

  /** The step that is read last. */
  int lastStep() {
    return at(inputs.length - 1);
  }

  /**
   * Backward through time. The loss depends on h' of a step by what reads the layer and by the sums
   * of the step read next, on c' by h' and by the next cell:
   *
   * <pre>
   *   ∂L/∂h' = from above + Rᵀ δ of the next step
   *   ∂L/∂c' = ∂L/∂h' o act'(c') + (∂L/∂c' f) of the next step
   * </pre>
   *
   * and so at the sums that enter the gates
   *
   * <pre>
   *   δi = ∂L/∂c' g i (1 − i)      δo = ∂L/∂h' m o (1 − o)
   *   δf = ∂L/∂c' c f (1 − f)      δg = ∂L/∂c' i act'
   * </pre>
   *
   * whose products with x, h and 1 are the slopes at W, R and b.
   *
   * @param atStates ∂L/∂h' from above, [step, D·H], of which this direction has H
   * @param first of these H
   * @param atInputs ∂L/∂x, [step, I], is added to
   * @param gradient is added to
   */
  void backward(double[][] atStates, int first, double[][] atInputs, double[] gradient) {
    double[] fromNextState = new double[units];
    double[] fromNextCell = new double[units];
    for (int k = inputs.length - 1; k >= 0; k--) {
      int t = at(k);
      double[] cellBefore = before(cells, k);
      double[] atSums = new double[4 * units];
      for (int u = 0; u < units; u++) {
        double i = gates[t][u];
        double o = gates[t][units + u];
        double f = gates[t][2 * units + u];
        double g = gates[t][3 * units + u];
        double m = activated[t][u];
        double atState = atStates[t][first + u] + fromNextState[u];
        double atCell = atState * o * Functions.activationSlope(activation, m) + fromNextCell[u];
        atSums[u] = atCell * g * Functions.logisticSlope(i);
        atSums[units + u] = atState * m * Functions.logisticSlope(o);
        atSums[2 * units + u] = atCell * cellBefore[u] * Functions.logisticSlope(f);
        atSums[3 * units + u] = atCell * i * Functions.activationSlope(activation, g);
        fromNextCell[u] = atCell * f;
      }
      double[] atInput = input.backward(inputs[t], atSums, gradient);
      for (int j = 0; j < atInput.length; j++) {
        atInputs[t][j] += atInput[j];
      }
      fromNextState = recurrent.backward(before(states, k), atSums, gradient);
    }
  }
}
