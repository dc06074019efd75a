package io.penstock.tensorflow;

import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.spi.Device;
import io.penstock.tensorflow.LstmSteps.LayerWeights;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Adds a network to a graph, for batches of any size. Inputs, targets and weights are placeholders:
 * the graph has no state, so that any number of threads may run it at once.
 */
final class NetworkGraph {
  private final Network network;
  private final Device device;
  private final Ops tf;
  private final Placeholder<TFloat32> inputs;
  private final List<Placeholder<TFloat32>> weights = new ArrayList<>();
  private final List<LstmSteps> layers = new ArrayList<>();
  private final Operand<TFloat32> finalState;
  private final Operand<TFloat32> outputs;

  /** Adds the way forward. */
  NetworkGraph(Graph graph, Network network, Device device) {
    this.network = network;
    this.device = device;
    this.tf = device.isCpu() ? Ops.create(graph) : Ops.create(graph).withDevice(spec(device));
    this.inputs = placeholder(Shape.of(Shape.UNKNOWN_SIZE, network.lookBack(), network.features()));
    for (Slot slot : WeightLayout.of(network).slots()) {
      weights.add(placeholder(shape(slot)));
    }
    Operand<TInt32> batch =
        tf.slice(tf.shape(inputs), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    List<Output<TFloat32>> steps =
        tf.unstack(inputs, (long) network.lookBack(), Unstack.axis(1L)).output();
    for (int l = 0; l < network.layers().size(); l++) {
      LayerWeights own =
          new LayerWeights(weights.get(3 * l), weights.get(3 * l + 1), weights.get(3 * l + 2));
      LstmSteps layer = new LstmSteps(tf, batch, network.layers().get(l).units(), own, steps);
      layers.add(layer);
      steps = layer.states();
    }
    this.finalState = steps.get(steps.size() - 1);
    this.outputs =
        tf.nn.biasAdd(
            tf.linalg.matMul(finalState, headMatrix(), MatMul.transposeB(true)), headBias());
  }

  /**
   * What a slot's placeholder looks like: matrices and vectors, without the number of directions,
   * which is one.
   */
  static Shape shape(Slot slot) {
    Shape whole = Shape.of(slot.shape().stream().mapToLong(Integer::longValue).toArray());
    return slot.layer() < 0 ? whole : whole.tail();
  }

  private static DeviceSpec spec(Device device) {
    return DeviceSpec.newBuilder()
        .deviceType(DeviceType.GPU)
        .deviceIndex(Devices.index(device))
        .build();
  }

  private Placeholder<TFloat32> placeholder(Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  private Operand<TFloat32> headMatrix() {
    return weights.get(weights.size() - 2);
  }

  private Operand<TFloat32> headBias() {
    return weights.get(weights.size() - 1);
  }

  /** Takes the windows, [B, T, F]. */
  Placeholder<TFloat32> inputs() {
    return inputs;
  }

  /** Take the weights, in the order of the layout's slots. */
  List<Placeholder<TFloat32>> weights() {
    return weights;
  }

  /** [B, outputs]. */
  Operand<TFloat32> outputs() {
    return outputs;
  }

  /**
   * Loss and gradients in a graph.
   *
   * @param targets takes the values to be predicted, [B, outputs]
   * @param value mean loss
   * @param gradients of the weights, in the order of the layout's slots
   */
  record LossAndGradients(
      Placeholder<TFloat32> targets, Operand<TFloat32> value, List<Operand<TFloat32>> gradients) {}

  /** Adds the way back. */
  LossAndGradients differentiate(Loss loss) {
    Placeholder<TFloat32> targets = placeholder(Shape.of(Shape.UNKNOWN_SIZE, network.outputs()));
    Operand<TFloat32> errors = tf.math.sub(outputs, targets);
    Operand<TFloat32> count = tf.dtypes.cast(tf.size(errors), TFloat32.class);
    Operand<TInt32> bothAxes = tf.constant(new int[] {0, 1});
    Operand<TFloat32> value =
        switch (loss) {
          case MSE -> tf.math.mean(tf.math.square(errors), bothAxes);
          case MAE -> tf.math.mean(tf.math.abs(errors), bothAxes);
        };
    Operand<TFloat32> ofOutputs =
        switch (loss) {
          case MSE -> tf.math.div(tf.math.add(errors, errors), count);
          case MAE -> tf.math.div(tf.math.sign(errors), count);
        };
    return new LossAndGradients(targets, value, gradients(ofOutputs));
  }

  private List<Operand<TFloat32>> gradients(Operand<TFloat32> ofOutputs) {
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    List<? extends Operand<TFloat32>> ofStates = List.of(tf.linalg.matMul(ofOutputs, headMatrix()));
    for (int l = layers.size() - 1; l >= 0; l--) {
      LstmSteps.Backward backward = layers.get(l).backward(ofStates);
      LayerWeights own = backward.weights(this::sumOfRows);
      gradients.addAll(0, List.of(own.input(), own.recurrent(), own.bias()));
      if (l > 0) {
        ofStates = backward.inputs();
      }
    }
    gradients.add(tf.linalg.matMul(ofOutputs, finalState, MatMul.transposeA(true)));
    gradients.add(sumOfRows(ofOutputs));
    return gradients;
  }

  /**
   * Adds up the rows of a matrix. BiasAddGrad does it faster than the general sum, by 5 % of a
   * whole step, but on CUDA devices in an order that changes from run to run.
   */
  private Operand<TFloat32> sumOfRows(Operand<TFloat32> matrix) {
    return device.isCpu() ? tf.nn.biasAddGrad(matrix) : tf.reduceSum(matrix, tf.constant(0));
  }
}
