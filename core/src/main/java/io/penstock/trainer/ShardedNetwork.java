package io.penstock.trainer;

import io.penstock.dataset.Batch;
import io.penstock.dataset.Dataset;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import io.penstock.training.LossFunction;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A network on several threads, each with a session of its own. Work is cut by rules that do not
 * know the threads, and results are added in the order of the cuts, so that the bits do not depend
 * on how many threads there are or which does what.
 */
public final class ShardedNetwork implements AutoCloseable {
  /** Windows of a prediction's piece; a rule of the work, as {@link ShardRule}. */
  private static final int PREDICTION_WINDOWS = 256;

  private final Network network;
  private final Loss loss;
  private final List<Worker> workers = new ArrayList<>();
  private final ExecutorService pool;
  private float[] weights = new float[0];
  private int weightsVersion;
  private float[][] shardGradients = new float[0][];

  /**
   * @param backend the engine
   * @param network within the engine's capabilities
   * @param loss within the engine's capabilities
   * @param device where it computes
   * @param threads threads to compute on, at least 1; no result depends on it
   */
  public ShardedNetwork(Backend backend, Network network, Loss loss, Device device, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
    this.network = network;
    this.loss = loss;
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "penstock-shard");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker(backend, device));
    }
  }

  /**
   * Sets the weights for the calls that follow; the array must stay as it is until the next call.
   */
  public void setWeights(float[] flat) {
    weights = flat;
    weightsVersion++;
  }

  /**
   * Mean loss and its gradient over the windows {@code order[from] … order[to - 1]}.
   *
   * @param seed of the training step, by which dropout is decided
   * @param gradient receives the gradient; overwritten
   */
  public double gradient(Dataset data, int[] order, int from, int to, long seed, float[] gradient) {
    int windows = to - from;
    int shards = ShardRule.shards(network, windows);
    if (shards == 1) {
      return workers
          .get(0)
          .session()
          .gradient(new SeededBatch(data.batch(order, from, to), seed, 0), gradient);
    }
    if (shardGradients.length < shards) {
      shardGradients = new float[shards][gradient.length];
    }
    double[] losses = new double[shards];
    run(
        shards,
        (session, shard) -> {
          int first = from + ShardRule.from(windows, shards, shard);
          int last = from + ShardRule.from(windows, shards, shard + 1);
          losses[shard] =
              session.gradient(
                  new SeededBatch(data.batch(order, first, last), seed, first - from),
                  shardGradients[shard]);
        });
    double sum = 0;
    for (int shard = 0; shard < shards; shard++) {
      int size =
          ShardRule.from(windows, shards, shard + 1) - ShardRule.from(windows, shards, shard);
      float share = (float) size / windows;
      sum += losses[shard] * size;
      float[] part = shardGradients[shard];
      if (shard == 0) {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] = share * part[i];
        }
      } else {
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += share * part[i];
        }
      }
    }
    return sum / windows;
  }

  /** Mean loss over all windows of a data set, in double. */
  public double loss(Dataset data) {
    LossFunction function = LossFunction.of(loss, network);
    double[] sums = new double[pieces(data)];
    predictPieces(
        data,
        (piece, batch, predicted) -> {
          float[] truth = new float[batch.size() * network.truths()];
          batch.targets(FloatBuffer.wrap(truth));
          sums[piece] = function.sum(predicted, truth, batch.size());
        });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum / ((double) data.size() * function.terms());
  }

  /**
   * Outputs for all windows of a data set, [window, horizon, target], in prepared units without the
   * anchor.
   */
  public float[] predict(Dataset data) {
    int outputs = network.outputs();
    float[] all = new float[Math.multiplyExact(data.size(), outputs)];
    predictPieces(
        data,
        (piece, batch, predicted) ->
            System.arraycopy(
                predicted, 0, all, piece * PREDICTION_WINDOWS * outputs, batch.size() * outputs));
    return all;
  }

  private static int pieces(Dataset data) {
    return (data.size() + PREDICTION_WINDOWS - 1) / PREDICTION_WINDOWS;
  }

  private void predictPieces(Dataset data, Piece then) {
    run(
        pieces(data),
        (session, piece) -> {
          int from = piece * PREDICTION_WINDOWS;
          int to = Math.min(data.size(), from + PREDICTION_WINDOWS);
          int[] order = new int[to - from];
          for (int i = 0; i < order.length; i++) {
            order[i] = from + i;
          }
          Batch batch = data.batch(order, 0, order.length);
          float[] outputs = new float[order.length * network.outputs()];
          session.predict(batch, outputs);
          then.accept(piece, batch, outputs);
        });
  }

  /** Runs tasks 0 … count − 1, the calling thread among the workers. */
  private void run(int count, Task task) {
    AtomicInteger next = new AtomicInteger();
    List<FutureTask<?>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(workers.size(), count); i++) {
      Worker worker = workers.get(i);
      FutureTask<?> other = new FutureTask<>(() -> drain(worker, next, count, task), null);
      others.add(other);
      pool.execute(other);
    }
    Throwable failure = null;
    try {
      drain(workers.get(0), next, count, task);
    } catch (RuntimeException | Error e) {
      next.set(count);
      failure = e;
    }
    // On a busy machine a pool's thread may come late, and would be waited for only to find nothing
    // left to do. What it has not begun is run here; what it has is not begun twice.
    others.forEach(FutureTask::run);
    boolean interrupted = false;
    for (FutureTask<?> other : others) {
      // Sessions must not be closed under a running worker, so an interrupt is passed on only after
      // all are done.
      boolean done = false;
      while (!done) {
        try {
          other.get();
          done = true;
        } catch (ExecutionException e) {
          next.set(count);
          failure = failure == null ? e.getCause() : failure;
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure);
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new PenstockException(
          ErrorCode.INTERNAL, "A shard failed: " + failure.getMessage(), failure);
    }
  }

  private static void drain(Worker worker, AtomicInteger next, int count, Task task) {
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      task.run(worker.session(), i);
    }
  }

  @Override
  public void close() {
    pool.shutdown();
    workers.forEach(Worker::close);
  }

  private interface Task {
    void run(DifferentiableNetwork session, int index);
  }

  private interface Piece {
    void accept(int piece, Batch batch, float[] outputs);
  }

  /** One thread's session, opened when first needed: small work never opens a second. */
  private final class Worker {
    private final Backend backend;
    private final Device device;
    private @Nullable DifferentiableNetwork session;
    private int version = -1;

    Worker(Backend backend, Device device) {
      this.backend = backend;
      this.device = device;
    }

    DifferentiableNetwork session() {
      DifferentiableNetwork open = session;
      if (open == null) {
        open = backend.open(network, loss, device);
        session = open;
      }
      if (version != weightsVersion) {
        open.setWeights(weights);
        version = weightsVersion;
      }
      return open;
    }

    void close() {
      if (session != null) {
        session.close();
      }
    }
  }
}
