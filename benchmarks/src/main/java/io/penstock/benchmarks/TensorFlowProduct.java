package io.penstock.benchmarks;

import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** TensorFlow's MatMul in a session that computes in the calling thread, as a shard's does. */
final class TensorFlowProduct implements Repeated.Computation {
  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TFloat32> a;
  private final Placeholder<TFloat32> b;
  private final Operand<TFloat32> product;
  private final TFloat32 left;
  private final TFloat32 right;

  TensorFlowProduct(int size) {
    Ops tf = Ops.create(graph);
    a = tf.placeholder(TFloat32.class);
    b = tf.placeholder(TFloat32.class);
    product = tf.linalg.matMul(a, b);
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(-1)
                .build());
    left = random(size, 1);
    right = random(size, 2);
  }

  private static TFloat32 random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return TFloat32.tensorOf(Shape.of(size, size), DataBuffers.of(values));
  }

  @Override
  public void once() {
    session.runner().feed(a, left).feed(b, right).fetch(product).run().close();
  }

  @Override
  public void close() {
    left.close();
    right.close();
    session.close();
    graph.close();
  }
}
