package io.penstock.tensorflow;

import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Adds a network to a graph, for batches of any size. Inputs, truths, weights and dropout's factors
 * are placeholders: the graph has no state, so that any number of threads may run it at once.
 */
final class NetworkGraph {
  private final Network network;
  private final Device device;
  private final Ops tf;
  private final Placeholder<TFloat32> inputs;
  private final Optional<Placeholder<TFloat32>> future;
  private final List<Placeholder<TFloat32>> weights = new ArrayList<>();
  private final Map<Integer, Placeholder<TFloat32>> factors = new LinkedHashMap<>();
  private final Map<Integer, Operand<TFloat32>> factorsOfRows = new HashMap<>();
  private final Sequence steps;
  private final Sequence embedded;
  private final List<RecurrentLayer> layers = new ArrayList<>();
  private final Operand<TFloat32> headInputs;
  private final Operand<TFloat32> outputs;

  private NetworkGraph(Graph graph, Network network, Device device, boolean training) {
    this.network = network;
    this.device = device;
    this.tf = device.isCpu() ? Ops.create(graph) : Ops.create(graph).withDevice(spec(device));
    this.inputs = placeholder(Shape.of(Shape.UNKNOWN_SIZE, network.steps(), network.stepValues()));
    this.future =
        network.future() == 0
            ? Optional.empty()
            : Optional.of(placeholder(Shape.of(Shape.UNKNOWN_SIZE, network.futureValues())));
    for (WeightPiece piece : WeightPiece.of(network)) {
      weights.add(placeholder(piece.shape()));
    }
    if (training) {
      addFactors();
    }
    this.steps = sequence(inputs, network.steps());
    this.embedded = network.embedding().isPresent() ? embed() : steps;
    this.headInputs = withFuture(dropped(lastLayer(), recur(training)));
    this.outputs =
        tf.nn.biasAdd(
            tf.linalg.matMul(headInputs, headMatrix(), MatMul.transposeB(true)), headBias());
  }

  /** Adds the way forward, without dropout. */
  static NetworkGraph ofUse(Graph graph, Network network, Device device) {
    return new NetworkGraph(graph, network, device, false);
  }

  /** Adds the way forward, with dropout where the network has it. */
  static NetworkGraph ofTraining(Graph graph, Network network, Device device) {
    return new NetworkGraph(graph, network, device, true);
  }

  private static DeviceSpec spec(Device device) {
    return DeviceSpec.newBuilder().deviceType(DeviceType.GPU).deviceIndex(device.index()).build();
  }

  private Placeholder<TFloat32> placeholder(Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  /** [B, T, W] as a sequence. */
  private Sequence sequence(Operand<TFloat32> windows, int length) {
    return Sequence.ofSteps(tf, tf.unstack(windows, (long) length, Unstack.axis(1L)).output());
  }

  private int lastLayer() {
    return network.layers().size() - 1;
  }

  /** Dropout's factors come window by window; they are used step by step. */
  private void addFactors() {
    for (int l = 0; l < network.layers().size(); l++) {
      LstmLayer layer = network.layers().get(l);
      if (layer.dropout() > 0) {
        int dropped = l == lastLayer() ? 1 : network.steps();
        Placeholder<TFloat32> windows =
            placeholder(Shape.of(Shape.UNKNOWN_SIZE, dropped, layer.outputs()));
        factors.put(l, windows);
        factorsOfRows.put(l, sequence(windows, dropped).stacked());
      }
    }
  }

  /** Values after a layer, or their gradients, with dropout. */
  private Operand<TFloat32> dropped(int layer, Operand<TFloat32> values) {
    Operand<TFloat32> own = factorsOfRows.get(layer);
    return own == null ? values : tf.math.mul(values, own);
  }

  private Sequence dropped(int layer, Sequence values) {
    Operand<TFloat32> own = factorsOfRows.get(layer);
    return own == null ? values : values.times(own);
  }

  private Sequence embed() {
    return Sequence.ofStacked(
        tf,
        steps.length(),
        tf.nn.relu(
            tf.nn.biasAdd(
                tf.linalg.matMul(steps.stacked(), weights.get(0), MatMul.transposeB(true)),
                weights.get(1))));
  }

  /**
   * Adds the LSTM layers and gives the last one's final state.
   *
   * @param training whether a way back follows
   */
  private Operand<TFloat32> recur(boolean training) {
    Zeros zeros =
        new Zeros(
            tf, tf.slice(tf.shape(inputs), tf.constant(new int[] {0}), tf.constant(new int[] {1})));
    Sequence below = embedded;
    int at = network.embedding().isPresent() ? 2 : 0;
    for (int l = 0; l <= lastLayer(); l++) {
      if (l > 0) {
        below = dropped(l - 1, layers.get(l - 1).outputs());
      }
      LstmLayer layer = network.layers().get(l);
      int count = layer.direction().count();
      List<LstmWeights> own = new ArrayList<>();
      for (int d = 0; d < count; d++) {
        own.add(
            new LstmWeights(
                weights.get(at + d), weights.get(at + count + d), weights.get(at + 2 * count + d)));
      }
      at += 3 * count;
      layers.add(new RecurrentLayer(tf, zeros, layer, own, below, training));
    }
    return layers.get(lastLayer()).finalState();
  }

  /** What the head reads: the final state and then what is known of the future. */
  private Operand<TFloat32> withFuture(Operand<TFloat32> state) {
    return future.isPresent() ? tf.concat(List.of(state, future.get()), tf.constant(1)) : state;
  }

  /** The head's columns that the final state enters. */
  private Operand<TFloat32> headMatrixOfState() {
    return future.isPresent()
        ? tf.slice(
            headMatrix(),
            tf.constant(new int[] {0, 0}),
            tf.constant(new int[] {network.outputs(), network.stateValues()}))
        : headMatrix();
  }

  private Operand<TFloat32> headMatrix() {
    return weights.get(weights.size() - 2);
  }

  private Operand<TFloat32> headBias() {
    return weights.get(weights.size() - 1);
  }

  /** Takes the windows, [B, steps, values of a step]. */
  Placeholder<TFloat32> inputs() {
    return inputs;
  }

  /** Takes what is known of the future, [B, horizon × column]; empty where nothing is. */
  Optional<Placeholder<TFloat32>> future() {
    return future;
  }

  /** Take the weights, in the order of {@link WeightPiece#of}. */
  List<Placeholder<TFloat32>> weights() {
    return weights;
  }

  /**
   * Take dropout's factors, [B, steps, D·H] for each layer that has dropout, one step after the
   * last layer.
   */
  List<Placeholder<TFloat32>> factors() {
    return List.copyOf(factors.values());
  }

  /** [B, outputs]. */
  Operand<TFloat32> outputs() {
    return outputs;
  }

  /**
   * Loss and gradients in a graph.
   *
   * @param truths takes the values to be predicted, [B, truths]
   * @param truthWeights takes the truths' weights, [B, horizon × target]; empty if all are 1
   * @param value mean loss
   * @param gradients of the weights, in their order
   */
  record LossAndGradients(
      Placeholder<TFloat32> truths,
      Optional<Placeholder<TFloat32>> truthWeights,
      Operand<TFloat64> value,
      List<Operand<TFloat32>> gradients) {}

  /**
   * Adds the way back.
   *
   * @param weighted whether truths differ in weight
   */
  LossAndGradients differentiate(Loss loss, boolean weighted) {
    Placeholder<TFloat32> truths = placeholder(Shape.of(Shape.UNKNOWN_SIZE, network.truths()));
    Optional<Placeholder<TFloat32>> truthWeights =
        weighted
            ? Optional.of(
                placeholder(Shape.of(Shape.UNKNOWN_SIZE, network.horizon() * network.targets())))
            : Optional.empty();
    LossGraph added = LossGraph.of(tf, loss, network, outputs, truths, truthWeights);
    return new LossAndGradients(truths, truthWeights, added.mean(), gradients(added.slopes()));
  }

  private List<Operand<TFloat32>> gradients(Operand<TFloat32> ofOutputs) {
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    RecurrentLayer.Backward backward =
        layers
            .get(lastLayer())
            .backward(dropped(lastLayer(), tf.linalg.matMul(ofOutputs, headMatrixOfState())));
    addGradients(backward, gradients);
    for (int l = lastLayer() - 1; l >= 0; l--) {
      Sequence ofOutputsBelow =
          Sequence.ofStacked(tf, network.steps(), dropped(l, backward.inputs()));
      backward = layers.get(l).backward(ofOutputsBelow);
      addGradients(backward, gradients);
    }
    if (network.embedding().isPresent()) {
      Operand<TFloat32> ofSums = tf.nn.reluGrad(backward.inputs(), embedded.stacked());
      gradients.addAll(
          0,
          List.of(
              tf.linalg.matMul(ofSums, steps.stacked(), MatMul.transposeA(true)),
              sumOfRows(ofSums)));
    }
    gradients.add(tf.linalg.matMul(ofOutputs, headInputs, MatMul.transposeA(true)));
    gradients.add(sumOfRows(ofOutputs));
    return gradients;
  }

  /** Puts a layer's gradients before those of the layers above it. */
  private void addGradients(RecurrentLayer.Backward backward, List<Operand<TFloat32>> gradients) {
    List<LstmWeights> own = backward.weights(this::sumOfRows);
    gradients.addAll(0, own.stream().map(LstmWeights::bias).toList());
    gradients.addAll(0, own.stream().map(LstmWeights::recurrent).toList());
    gradients.addAll(0, own.stream().map(LstmWeights::input).toList());
  }

  /**
   * Adds up the rows of a matrix. BiasAddGrad does it faster than the general sum, by 5 % of a
   * whole step, but on CUDA devices in an order that changes from run to run.
   */
  private Operand<TFloat32> sumOfRows(Operand<TFloat32> matrix) {
    return device.isCpu() ? tf.nn.biasAddGrad(matrix) : tf.reduceSum(matrix, tf.constant(0));
  }
}
