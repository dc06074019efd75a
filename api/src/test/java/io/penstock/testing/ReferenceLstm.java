package io.penstock.testing;

import io.penstock.dataset.Batch;
import io.penstock.network.Activation;
import io.penstock.network.Dropout;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.training.Loss;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Any network written down plainly from its definition, in double precision, forward and backward
 * through time. It knows no engine and is slow; the engines are held against it.
 */
public final class ReferenceLstm {
  private final Network network;
  private final WeightLayout layout;

  /**
   * @param network any
   */
  public ReferenceLstm(Network network) {
    this.network = network;
    this.layout = WeightLayout.of(network);
  }

  /** The raw outputs of windows where nothing is known of the future. */
  public double[] outputs(double[] weights, float[] inputs) {
    return outputs(weights, inputs, new float[0]);
  }

  /**
   * The raw outputs of windows, without dropout.
   *
   * @param weights the flat vector
   * @param inputs [window, lookBack, features], row-major
   * @param future [window, horizon, future], row-major
   * @return [window, outputs], row-major
   */
  public double[] outputs(double[] weights, float[] inputs, float[] future) {
    int windows = inputs.length / (network.lookBack() * network.features());
    int outputs = network.outputs();
    double[] all = new double[windows * outputs];
    for (int n = 0; n < windows; n++) {
      Pass pass = new Pass(weights, inputs, future, n, ones());
      System.arraycopy(pass.outputs, 0, all, n * outputs, outputs);
    }
    return all;
  }

  /**
   * Mean loss in training, that is with the dropout of a step.
   *
   * @param inputs [window, lookBack, features], row-major
   * @param truths [window, truths], row-major
   * @param seed of the training step
   * @param position of the first window in the whole batch
   */
  public double loss(
      Loss loss, double[] weights, float[] inputs, float[] truths, long seed, int position) {
    return loss(loss, weights, batch(inputs, truths, seed, position));
  }

  /** Mean loss of a batch in training, that is with the dropout of its step. */
  public double loss(Loss loss, double[] weights, Batch batch) {
    ArrayBatch examples = ArrayBatch.of(network, batch);
    ReferenceLoss function = new ReferenceLoss(loss, network);
    double sum = 0;
    for (int n = 0; n < examples.size(); n++) {
      Pass pass = pass(weights, examples, n);
      sum += function.mean(pass.outputs, truth(examples, n), truthWeights(examples, n));
    }
    return sum / examples.size();
  }

  /** Mean loss and its gradient for the step of seed 0 and its first window. */
  public double gradient(
      Loss loss, double[] weights, float[] inputs, float[] truths, double[] gradient) {
    return gradient(loss, weights, inputs, truths, 0, 0, gradient);
  }

  /**
   * Mean loss and its gradient where nothing is known of the future and all truths count the same.
   *
   * @param inputs [window, lookBack, features], row-major
   * @param truths [window, truths], row-major
   * @param seed of the training step, which decides dropout
   * @param position of the first window in the whole batch
   * @param gradient receives the gradient; overwritten
   */
  public double gradient(
      Loss loss,
      double[] weights,
      float[] inputs,
      float[] truths,
      long seed,
      int position,
      double[] gradient) {
    return gradient(loss, weights, batch(inputs, truths, seed, position), gradient);
  }

  /**
   * Mean loss of a batch and its gradient, by the chain rule.
   *
   * @param gradient receives the gradient; overwritten
   */
  public double gradient(Loss loss, double[] weights, Batch batch, double[] gradient) {
    Arrays.fill(gradient, 0);
    ArrayBatch examples = ArrayBatch.of(network, batch);
    ReferenceLoss function = new ReferenceLoss(loss, network);
    double sum = 0;
    for (int n = 0; n < examples.size(); n++) {
      Pass pass = pass(weights, examples, n);
      double[] truth = truth(examples, n);
      double[] truthWeights = truthWeights(examples, n);
      sum += function.mean(pass.outputs, truth, truthWeights);
      double[] slopes = function.slopes(pass.outputs, truth, truthWeights);
      for (int o = 0; o < slopes.length; o++) {
        slopes[o] /= examples.size();
      }
      pass.backward(slopes, gradient);
    }
    return sum / examples.size();
  }

  private Batch batch(float[] inputs, float[] truths, long seed, int position) {
    return new ArrayBatch(
        truths.length / network.truths(),
        inputs,
        new float[0],
        truths,
        new float[0],
        seed,
        position);
  }

  private Pass pass(double[] weights, ArrayBatch examples, int n) {
    double[][][] factors = factors(examples.seed(), examples.position() + n);
    return new Pass(weights, examples.inputs(), examples.future(), n, factors);
  }

  private double[] truth(ArrayBatch examples, int n) {
    return slice(examples.truths(), n * network.truths(), network.truths());
  }

  private double[] truthWeights(ArrayBatch examples, int n) {
    int count = network.horizon() * network.targets();
    if (!examples.weighted()) {
      double[] ones = new double[count];
      Arrays.fill(ones, 1);
      return ones;
    }
    return slice(examples.weights(), n * count, count);
  }

  private static double[] slice(float[] values, int from, int length) {
    double[] slice = new double[length];
    Arrays.setAll(slice, i -> values[from + i]);
    return slice;
  }

  /** What each layer's outputs are multiplied by, [layer][step][output], where nothing is lost. */
  private double[][][] ones() {
    int last = network.layers().size() - 1;
    double[][][] factors = new double[last + 1][][];
    for (int l = 0; l <= last; l++) {
      factors[l] = new double[l == last ? 1 : network.steps()][network.layers().get(l).outputs()];
      for (double[] step : factors[l]) {
        Arrays.fill(step, 1);
      }
    }
    return factors;
  }

  /** The same with the dropout of one example; after the last layer there is one step. */
  private double[][][] factors(long seed, int example) {
    double[][][] factors = ones();
    for (int l = 0; l < factors.length; l++) {
      double rate = network.layers().get(l).dropout();
      if (rate == 0) {
        continue;
      }
      int steps = factors[l].length;
      int outputs = factors[l][0].length;
      FloatBuffer drawn = FloatBuffer.allocate(steps * outputs);
      Dropout.fill(drawn, rate, seed, l, example, 1, steps, outputs);
      for (int i = 0; i < drawn.capacity(); i++) {
        factors[l][i / outputs][i % outputs] = drawn.get(i);
      }
    }
    return factors;
  }

  private static double apply(Activation activation, double x) {
    return switch (activation) {
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case SIGMOID -> sigmoid(x);
    };
  }

  private static double slope(Activation activation, double x) {
    return switch (activation) {
      case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
      case RELU -> x > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : 0.01;
      case SIGMOID -> sigmoid(x) * (1 - sigmoid(x));
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[] times(double[] values, double[] factors) {
    double[] product = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      product[i] = values[i] * factors[i];
    }
    return product;
  }

  private static double[][] times(double[][] values, double[][] factors) {
    double[][] product = new double[values.length][];
    for (int t = 0; t < values.length; t++) {
      product[t] = times(values[t], factors[t]);
    }
    return product;
  }

  /** A matrix [rows, columns] in the flat vector. */
  private record Matrix(double[] weights, int offset) {
    /** Adds {@code W x}. */
    void addTo(double[] sums, double[] x) {
      for (int row = 0; row < sums.length; row++) {
        for (int k = 0; k < x.length; k++) {
          sums[row] += weights[offset + row * x.length + k] * x[k];
        }
      }
    }

    /** From d loss / d sums, adds the matrix's gradient and gives d loss / d x. */
    double[] backward(double[] x, double[] slopes, double[] gradient) {
      double[] atX = new double[x.length];
      for (int row = 0; row < slopes.length; row++) {
        for (int k = 0; k < x.length; k++) {
          gradient[offset + row * x.length + k] += slopes[row] * x[k];
          atX[k] += slopes[row] * weights[offset + row * x.length + k];
        }
      }
      return atX;
    }
  }

  /** A dense layer {@code W x + b}. */
  private record Dense(Matrix matrix, int bias, int rows) {
    double[] outputs(double[] x) {
      double[] sums = Arrays.copyOfRange(matrix.weights, bias, bias + rows);
      matrix.addTo(sums, x);
      return sums;
    }

    /** Adds the gradient of matrix and bias; gives d loss / d x. */
    double[] backward(double[] x, double[] slopes, double[] gradient) {
      for (int row = 0; row < rows; row++) {
        gradient[bias + row] += slopes[row];
      }
      return matrix.backward(x, slopes, gradient);
    }
  }

  /** One window's way through the network; backward needs what it came by. */
  private final class Pass {
    private final double[] weights;
    private final double[][][] factors;
    private final double[][] rows;
    private final double[][] embedded;
    private final Cells[][] layers;
    private final double[] state;
    private final double[] future;
    final double[] outputs;

    Pass(double[] weights, float[] inputs, float[] future, int window, double[][][] factors) {
      this.weights = weights;
      this.factors = factors;
      this.rows = segments(inputs, window);
      this.embedded = rows.clone();
      if (network.embedding().isPresent()) {
        for (int t = 0; t < rows.length; t++) {
          embedded[t] = embedding().outputs(rows[t]);
        }
      }
      double[][] sequence = embedded.clone();
      if (network.embedding().isPresent()) {
        for (int t = 0; t < sequence.length; t++) {
          sequence[t] = Arrays.stream(embedded[t]).map(x -> Math.max(0, x)).toArray();
        }
      }
      int last = network.layers().size() - 1;
      this.layers = new Cells[last + 1][];
      for (int l = 0; l <= last; l++) {
        layers[l] = new Cells[network.layers().get(l).direction().count()];
        for (int d = 0; d < layers[l].length; d++) {
          layers[l][d] = new Cells(l, d, weights, sequence);
        }
        if (l < last) {
          sequence = times(joined(layers[l]), factors[l]);
        }
      }
      this.state = finalState(layers[last]);
      int known = network.horizon() * network.future();
      this.future = slice(future, window * known, known);
      this.outputs = head().outputs(headInput());
    }

    /** The final state with its dropout, then what is known of the future, which has none. */
    private double[] headInput() {
      double[] input = Arrays.copyOf(state, state.length + future.length);
      double[] last = factors[factors.length - 1][0];
      for (int u = 0; u < state.length; u++) {
        input[u] *= last[u];
      }
      System.arraycopy(future, 0, input, state.length, future.length);
      return input;
    }

    private double[][] segments(float[] inputs, int window) {
      double[][] steps = new double[network.steps()][network.stepValues()];
      int at = window * network.lookBack() * network.features();
      for (double[] step : steps) {
        for (int i = 0; i < step.length; i++) {
          step[i] = inputs[at++];
        }
      }
      return steps;
    }

    /** The directions' states at each step, forward first. */
    private double[][] joined(Cells[] directions) {
      int units = directions[0].units;
      double[][] joined = new double[network.steps()][directions.length * units];
      for (int d = 0; d < directions.length; d++) {
        for (int t = 0; t < joined.length; t++) {
          System.arraycopy(directions[d].states[t], 0, joined[t], d * units, units);
        }
      }
      return joined;
    }

    /** Each direction's state after all it has read: at the last step, and at the first. */
    private double[] finalState(Cells[] directions) {
      double[][] joined = joined(directions);
      double[] state = joined[joined.length - 1].clone();
      for (int u = directions[0].units; u < state.length; u++) {
        state[u] = joined[0][u];
      }
      return state;
    }

    void backward(double[] slopes, double[] gradient) {
      int last = layers.length - 1;
      double[] atHeadInput = head().backward(headInput(), slopes, gradient);
      double[] atState = times(Arrays.copyOf(atHeadInput, state.length), factors[last][0]);
      int units = layers[last][0].units;
      double[][] atStates = new double[network.steps()][atState.length];
      for (int u = 0; u < atState.length; u++) {
        atStates[u < units ? atStates.length - 1 : 0][u] = atState[u];
      }
      for (int l = last; l >= 0; l--) {
        double[][] atInputs = new double[network.steps()][network.inputs(l)];
        for (Cells direction : layers[l]) {
          direction.backward(atStates, atInputs, gradient);
        }
        atStates = l == 0 ? atInputs : times(atInputs, factors[l - 1]);
      }
      if (network.embedding().isPresent()) {
        for (int t = 0; t < rows.length; t++) {
          for (int u = 0; u < embedded[t].length; u++) {
            atStates[t][u] *= embedded[t][u] > 0 ? 1 : 0;
          }
          embedding().backward(rows[t], atStates[t], gradient);
        }
      }
    }

    private Dense embedding() {
      return new Dense(
          new Matrix(weights, layout.slot("embedding.W").offset()),
          layout.slot("embedding.b").offset(),
          network.embedding().getAsInt());
    }

    private Dense head() {
      return new Dense(
          new Matrix(weights, layout.slot("head.W").offset()),
          layout.slot("head.b").offset(),
          network.outputs());
    }
  }

  /** One direction of one layer over one window; step t of the arrays is step t of the window. */
  private final class Cells {
    private final int direction;
    private final int units;
    private final Activation activation;
    private final Dense input;
    private final Matrix recurrent;
    private final double[][] inputs;

    /** Sums that enter the gates i, o, f and the candidate. */
    private final double[][] sums;

    private final double[][] cells;
    private final double[][] states;

    Cells(int number, int direction, double[] weights, double[][] inputs) {
      LstmLayer layer = network.layers().get(number);
      int gates = 4 * layer.units();
      this.direction = direction;
      this.units = layer.units();
      this.activation = layer.activation();
      int w = offset(number, "W") + direction * gates * network.inputs(number);
      int r = offset(number, "R") + direction * gates * units;
      int b = offset(number, "b") + direction * gates;
      this.input = new Dense(new Matrix(weights, w), b, gates);
      this.recurrent = new Matrix(weights, r);
      this.inputs = inputs;
      this.sums = new double[inputs.length][];
      this.cells = new double[inputs.length][units];
      this.states = new double[inputs.length][units];
      for (int k = 0; k < inputs.length; k++) {
        step(at(k), k == 0 ? new double[units] : states[at(k - 1)], cellBefore(k));
      }
    }

    private int offset(int layer, String tensor) {
      return layout.slot("lstm." + layer + "." + tensor).offset();
    }

    /** The k-th step that this direction reads. */
    private int at(int k) {
      return direction == 0 ? k : inputs.length - 1 - k;
    }

    private double[] cellBefore(int k) {
      return k == 0 ? new double[units] : cells[at(k - 1)];
    }

    private void step(int t, double[] before, double[] cellBefore) {
      sums[t] = input.outputs(inputs[t]);
      recurrent.addTo(sums[t], before);
      for (int u = 0; u < units; u++) {
        double candidate = apply(activation, sums[t][3 * units + u]);
        cells[t][u] = gate(t, 2, u) * cellBefore[u] + gate(t, 0, u) * candidate;
        states[t][u] = gate(t, 1, u) * apply(activation, cells[t][u]);
      }
    }

    private double gate(int t, int gate, int unit) {
      return sigmoid(sums[t][gate * units + unit]);
    }

    /**
     * From d loss / d outputs of the layer, of which this direction has its part, adds to d loss /
     * d inputs and to the gradient of the weights.
     */
    void backward(double[][] atOutputs, double[][] atInputs, double[] gradient) {
      double[] atState = new double[units];
      double[] atCell = new double[units];
      for (int k = inputs.length - 1; k >= 0; k--) {
        int t = at(k);
        double[] before = k == 0 ? new double[units] : states[at(k - 1)];
        double[] cellBefore = cellBefore(k);
        double[] slopes = new double[4 * units];
        for (int u = 0; u < units; u++) {
          double i = gate(t, 0, u);
          double o = gate(t, 1, u);
          double f = gate(t, 2, u);
          double sum = sums[t][3 * units + u];
          double cell = cells[t][u];
          double dh = atOutputs[t][direction * units + u] + atState[u];
          double dc = atCell[u] + dh * o * slope(activation, cell);
          slopes[u] = dc * apply(activation, sum) * i * (1 - i);
          slopes[units + u] = dh * apply(activation, cell) * o * (1 - o);
          slopes[2 * units + u] = dc * cellBefore[u] * f * (1 - f);
          slopes[3 * units + u] = dc * i * slope(activation, sum);
          atCell[u] = dc * f;
        }
        double[] back = input.backward(inputs[t], slopes, gradient);
        for (int j = 0; j < back.length; j++) {
          atInputs[t][j] += back[j];
        }
        atState = recurrent.backward(before, slopes, gradient);
      }
    }
  }
}
