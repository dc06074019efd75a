package io.penstock.tensorflow;

import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * A loss and its slope in a graph, as {@link io.penstock.training.LossFunction} defines them. In
 * double precision, since in single a small cross-entropy loses its last digits; what a window
 * gives is so few numbers that it costs nothing.
 *
 * @param mean the mean loss
 * @param slopes its gradient at the network's raw outputs, [B, outputs]
 */
record LossGraph(Operand<TFloat64> mean, Operand<TFloat32> slopes) {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /**
   * Adds it to the graph.
   *
   * @param outputs raw, [B, outputs]
   * @param truths [B, truths]
   * @param weights of the truths, [B, horizon × target]; empty if all are 1
   */
  static LossGraph of(
      Ops tf,
      Loss loss,
      Network network,
      Operand<TFloat32> outputs,
      Operand<TFloat32> truths,
      Optional<? extends Operand<TFloat32>> weights) {
    Builder builder =
        new Builder(
            tf, tf.dtypes.cast(outputs, TFloat64.class), tf.dtypes.cast(truths, TFloat64.class));
    Terms terms = builder.terms(loss, network.head());
    if (weights.isPresent()) {
      terms = builder.weighted(terms, tf.dtypes.cast(weights.get(), TFloat64.class), loss);
    }
    Operand<TFloat64> count = tf.dtypes.cast(tf.size(terms.values()), TFloat64.class);
    Operand<TFloat32> slopes = tf.dtypes.cast(tf.math.div(terms.slopes(), count), TFloat32.class);
    return new LossGraph(
        tf.math.mean(terms.values(), tf.constant(new int[] {0, 1})),
        isPointwise(loss)
            ? slopes
            : tf.reshape(slopes, tf.constant(new int[] {-1, network.outputs()})));
  }

  /** Whether each output has a truth and a term of its own, so that all have the same shape. */
  private static boolean isPointwise(Loss loss) {
    return switch (loss) {
      case MSE, MAE, HUBER, BINARY_CROSS_ENTROPY -> true;
      case CATEGORICAL_CROSS_ENTROPY, PINBALL, GAUSSIAN_NLL -> false;
    };
  }

  /**
   * What the mean is taken of.
   *
   * @param values a matrix of the terms, [B, output], or with a row for each truth where a truth
   *     has several outputs or a term several truths
   * @param slopes gradient of the terms' sum, row-major as the outputs, with the same rows
   */
  private record Terms(Operand<TFloat64> values, Operand<TFloat64> slopes) {}

  private record Builder(Ops tf, Operand<TFloat64> x, Operand<TFloat64> y) {
    Terms terms(Loss loss, Head head) {
      boolean ofProbability = head instanceof Head.Sigmoid && loss != Loss.BINARY_CROSS_ENTROPY;
      return ofProbability ? ofProbability(loss) : ofOutputs(loss, head);
    }

    /** Errors are those of p, the sigmoid of the outputs, whose slope is p (1 − p). */
    private Terms ofProbability(Loss loss) {
      Operand<TFloat64> p = tf.math.sigmoid(x);
      Terms terms = new Builder(tf, p, y).ofOutputs(loss, new Head.Linear());
      Operand<TFloat64> slope = tf.math.mul(p, tf.math.sub(tf.constant(1.0), p));
      return new Terms(terms.values(), tf.math.mul(terms.slopes(), slope));
    }

    /** Each term times its truth's weight. */
    Terms weighted(Terms terms, Operand<TFloat64> weights, Loss loss) {
      Operand<TFloat64> own =
          isPointwise(loss) ? weights : tf.reshape(weights, tf.constant(new int[] {-1, 1}));
      return new Terms(tf.math.mul(terms.values(), own), tf.math.mul(terms.slopes(), own));
    }

    private Terms ofOutputs(Loss loss, Head head) {
      return switch (loss) {
        case MSE -> squared();
        case MAE -> absolute();
        case HUBER -> huber();
        case BINARY_CROSS_ENTROPY -> binary();
        case CATEGORICAL_CROSS_ENTROPY -> categorical(head.parameters());
        case PINBALL -> pinball(((Head.Quantiles) head).levels());
        case GAUSSIAN_NLL -> gaussian();
      };
    }

    private Terms squared() {
      Operand<TFloat64> errors = tf.math.sub(x, y);
      return new Terms(tf.math.square(errors), tf.math.add(errors, errors));
    }

    private Terms absolute() {
      Operand<TFloat64> errors = tf.math.sub(x, y);
      return new Terms(tf.math.abs(errors), tf.math.sign(errors));
    }

    /** With m = min(|e|, 1) both branches are m (|e| − m / 2). */
    private Terms huber() {
      Operand<TFloat64> errors = tf.math.sub(x, y);
      Operand<TFloat64> sizes = tf.math.abs(errors);
      Operand<TFloat64> one = tf.constant(1.0);
      Operand<TFloat64> inside = tf.math.minimum(sizes, one);
      return new Terms(
          tf.math.mul(inside, tf.math.sub(sizes, tf.math.mul(inside, tf.constant(0.5)))),
          tf.clipByValue(errors, tf.constant(-1.0), one));
    }

    /** max(x, 0) − x y + ln(1 + e^-|x|), which never overflows. */
    private Terms binary() {
      Operand<TFloat64> values =
          tf.math.add(
              tf.math.sub(tf.nn.relu(x), tf.math.mul(x, y)),
              tf.math.softplus(tf.math.neg(tf.math.abs(x))));
      return new Terms(values, tf.math.sub(tf.math.sigmoid(x), y));
    }

    private Terms categorical(int classes) {
      Operand<TInt32> rows = tf.constant(new int[] {-1, classes});
      Operand<TFloat64> logits = tf.reshape(x, rows);
      Operand<TFloat64> truths = tf.reshape(y, rows);
      return new Terms(
          tf.math.neg(sumOfColumns(tf.math.mul(truths, tf.nn.logSoftmax(logits)))),
          tf.math.sub(tf.math.mul(tf.nn.softmax(logits), sumOfColumns(truths)), truths));
    }

    private Operand<TFloat64> sumOfColumns(Operand<TFloat64> matrix) {
      return tf.reduceSum(matrix, tf.constant(1), ReduceSum.keepDims(true));
    }

    /** The slope −q for e above 0, 1 − q below, 0 at 0 is s ((½ − q) s − ½) with s the sign. */
    private Terms pinball(List<Double> levels) {
      double[] q = levels.stream().mapToDouble(Double::doubleValue).toArray();
      double[] below = levels.stream().mapToDouble(level -> level - 1).toArray();
      double[] middle = levels.stream().mapToDouble(level -> 0.5 - level).toArray();
      Operand<TFloat64> errors =
          tf.math.sub(
              tf.reshape(y, tf.constant(new int[] {-1, 1})),
              tf.reshape(x, tf.constant(new int[] {-1, q.length})));
      Operand<TFloat64> signs = tf.math.sign(errors);
      return new Terms(
          tf.math.maximum(
              tf.math.mul(errors, tf.constant(q)), tf.math.mul(errors, tf.constant(below))),
          tf.math.mul(
              signs, tf.math.sub(tf.math.mul(signs, tf.constant(middle)), tf.constant(0.5))));
    }

    private Terms gaussian() {
      Operand<TInt32> columns = tf.constant(1);
      List<Output<TFloat64>> parts =
          tf.split(columns, tf.reshape(x, tf.constant(new int[] {-1, 2})), 2L).output();
      Operand<TFloat64> raw = parts.get(1);
      Operand<TFloat64> scale =
          tf.math.add(tf.math.softplus(raw), tf.constant(Head.Gaussian.LEAST_SCALE));
      Operand<TFloat64> errors =
          tf.math.div(
              tf.math.sub(parts.get(0), tf.reshape(y, tf.constant(new int[] {-1, 1}))), scale);
      Operand<TFloat64> squares = tf.math.square(errors);
      Operand<TFloat64> values =
          tf.math.add(
              tf.math.add(tf.math.log(scale), tf.constant(HALF_LOG_TWO_PI)),
              tf.math.mul(squares, tf.constant(0.5)));
      Operand<TFloat64> ofRaw =
          tf.math.mul(
              tf.math.div(tf.math.sub(tf.constant(1.0), squares), scale), tf.math.sigmoid(raw));
      return new Terms(values, tf.concat(List.of(tf.math.div(errors, scale), ofRaw), columns));
    }
  }
}
