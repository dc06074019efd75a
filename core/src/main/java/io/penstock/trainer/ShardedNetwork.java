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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A network on several threads and devices, each thread with a session of its own on one device.
 * Work is cut by rules that know neither, and results are added in the order of the cuts, so that
 * the bits do not depend on how many threads there are or which does what.
 *
 * <p>Piece k of n devices' work goes to device k mod n, never to whichever is idle: where the
 * devices are of one model their number changes no bit, and where they are not a run can still be
 * had again.
 */
public final class ShardedNetwork implements AutoCloseable {
  /** Examples of a prediction's piece, about; a rule of the work, as {@link ShardRule}. */
  private static final int PIECE_EXAMPLES = 256;

  /**
   * Outputs that are held at once until they are read, about, if those are enough pieces: 4 MiB.
   */
  private static final int ROUND_OUTPUTS = 1 << 20;

  /** Pieces that are predicted at once, at least, so that no thread has nothing to do. */
  private static final int LEAST_ROUND = 16;

  private final Network network;
  private final int pieceExamples;
  private final Loss loss;
  private final int devices;
  private final ShardRule rule;
  private final List<Worker> workers = new ArrayList<>();
  private final ExecutorService pool;
  private float[] weights = new float[0];
  private int weightsVersion;
  private float[][] shardGradients = new float[0][];
  private float[] truthWeights = new float[0];

  /**
   * On one device.
   *
   * @param backend the engine
   * @param network within the engine's capabilities
   * @param loss within the engine's capabilities
   * @param device to compute on
   * @param threads threads to compute on, at least 1
   */
  public ShardedNetwork(Backend backend, Network network, Loss loss, Device device, int threads) {
    this(backend, network, loss, List.of(device), threads);
  }

  /**
   * @param backend the engine
   * @param network within the engine's capabilities; of independent channels the engine is given
   *     one
   * @param loss within the engine's capabilities
   * @param devices where it computes, at least one
   * @param threads threads to compute on, at least 1; where there are more devices, one for each.
   *     No result depends on it
   */
  public ShardedNetwork(
      Backend backend, Network network, Loss loss, List<Device> devices, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads);
    }
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("no device");
    }
    this.network = network.channel();
    // Pieces hold whole windows.
    this.pieceExamples = Math.max(1, PIECE_EXAMPLES / network.examples()) * network.examples();
    this.loss = loss;
    this.devices = devices.size();
    this.rule = ShardRule.of(devices.get(0));
    int count = Math.max(threads, devices.size());
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, count - 1),
            task -> {
              Thread thread = new Thread(task, "penstock-shard");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(backend, devices.get(i % devices.size()), i % devices.size()));
    }
  }

  /**
   * Sets the weights for the calls that follow; the array must stay as it is until the next call.
   *
   * @param flat in the order of the network's layout
   */
  public void setWeights(float[] flat) {
    weights = flat;
    weightsVersion++;
  }

  /**
   * {@return mean weight of the truths of the examples {@code order[from] … order[to - 1]}; 1 where
   * truths do not differ in weight} To be called by one thread at a time.
   *
   * @param data holds the examples
   * @param order numbers of examples
   * @param from first place in the order, inclusive
   * @param to last place in the order, exclusive
   */
  public double meanWeight(Dataset data, int[] order, int from, int to) {
    Batch batch = data.batch(order, from, to);
    if (!batch.weighted()) {
      return 1;
    }
    int count = truths(batch);
    if (truthWeights.length < count) {
      truthWeights = new float[count];
    }
    return weights(batch, truthWeights) / count;
  }

  /** Truths that weights are of. */
  private int truths(Batch batch) {
    return batch.size() * network.horizon() * network.targets();
  }

  /** Reads a batch's weights and gives their sum. */
  private double weights(Batch batch, float[] each) {
    int count = truths(batch);
    batch.weights(FloatBuffer.wrap(each, 0, count));
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += each[i];
    }
    return sum;
  }

  /**
   * {@return mean loss and its gradient over the examples {@code order[from] … order[to - 1]}}
   * Where truths differ in weight it is the weighted mean, {@code Σ w l / Σ w}, and 0 where all
   * weigh nothing.
   *
   * @param data holds the examples
   * @param order numbers of examples
   * @param from first place in the order, inclusive
   * @param to last place in the order, exclusive
   * @param seed of the training step, by which dropout is decided
   * @param gradient receives the gradient; overwritten
   */
  public double gradient(Dataset data, int[] order, int from, int to, long seed, float[] gradient) {
    return gradient(data, order, from, to, meanWeight(data, order, from, to), seed, gradient);
  }

  /**
   * The same, where the mean weight of the truths is known. Weights are divided by it before the
   * engine sees them, so that neither very small nor very great ones leave the range of its floats.
   */
  double gradient(
      Dataset data, int[] order, int from, int to, double meanWeight, long seed, float[] gradient) {
    if (meanWeight == 0) {
      Arrays.fill(gradient, 0);
      return 0;
    }
    int examples = to - from;
    int shards = rule.shards(network, examples);
    if (shards == 1) {
      return workers
          .get(0)
          .session()
          .gradient(new SeededBatch(data.batch(order, from, to), seed, 0, meanWeight), gradient);
    }
    if (shardGradients.length < shards) {
      shardGradients = new float[shards][gradient.length];
    }
    double[] losses = new double[shards];
    run(
        shards,
        (session, shard) -> {
          int first = from + ShardRule.from(examples, shards, shard);
          int last = from + ShardRule.from(examples, shards, shard + 1);
          losses[shard] =
              session.gradient(
                  new SeededBatch(data.batch(order, first, last), seed, first - from, meanWeight),
                  shardGradients[shard]);
        });
    double sum = 0;
    for (int shard = 0; shard < shards; shard++) {
      int size =
          ShardRule.from(examples, shards, shard + 1) - ShardRule.from(examples, shards, shard);
      float share = (float) size / examples;
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
    return sum / examples;
  }

  /** Is given a network's raw outputs of a data set, piece by piece. */
  @FunctionalInterface
  public interface OutputReader {
    /** Reads nothing. */
    OutputReader NOTHING = outputs -> {};

    /**
     * Reads the next examples' outputs, in the order of the data set and on the thread that asked.
     *
     * @param outputs [example, horizon, target, parameter], row-major; of whole windows where they
     *     have several examples. May be overwritten
     */
    void read(float[] outputs);
  }

  /**
   * {@return mean loss over all examples of a data set, weighted where their truths are, in double}
   *
   * @param data holds the examples
   */
  public double loss(Dataset data) {
    return loss(data, OutputReader.NOTHING);
  }

  /**
   * {@return mean loss over all examples of a data set, {@code Σ w l / Σ w} where their truths
   * differ in weight and 0 where all weigh nothing, in double}
   *
   * @param data holds the examples
   * @param reader is given the outputs that are measured
   */
  public double loss(Dataset data, OutputReader reader) {
    LossFunction function = LossFunction.of(loss, network);
    int pieces = pieces(data);
    double[] sums = new double[pieces];
    double[] sizes = new double[pieces];
    int round = Math.max(LEAST_ROUND, ROUND_OUTPUTS / (pieceExamples * network.outputs()));
    float[][] outputs = new float[Math.min(round, pieces)][];
    for (int first = 0; first < pieces; first += round) {
      int begin = first;
      int count = Math.min(round, pieces - first);
      run(
          count,
          (session, i) -> {
            Batch batch = piece(data, begin + i);
            outputs[i] = predict(session, batch);
            measure(function, batch, outputs[i], begin + i, sums, sizes);
          });
      for (int i = 0; i < count; i++) {
        reader.read(outputs[i]);
      }
    }
    double sum = 0;
    double size = 0;
    for (int piece = 0; piece < pieces; piece++) {
      sum += sums[piece];
      size += sizes[piece];
    }
    return size == 0 ? 0 : sum / (size * function.terms());
  }

  private void measure(
      LossFunction function,
      Batch batch,
      float[] outputs,
      int piece,
      double[] sums,
      double[] sizes) {
    float[] truth = new float[batch.size() * network.truths()];
    batch.targets(FloatBuffer.wrap(truth));
    float[] weights = new float[batch.weighted() ? truths(batch) : 0];
    sizes[piece] = batch.weighted() ? weights(batch, weights) / function.weights() : batch.size();
    sums[piece] = function.sum(outputs, truth, weights, batch.size());
  }

  /**
   * {@return raw outputs for all examples of a data set, [example, horizon, target, parameter],
   * row-major}
   *
   * @param data holds the examples
   */
  public float[] predict(Dataset data) {
    int outputs = network.outputs();
    float[] all = new float[Math.multiplyExact(data.size(), outputs)];
    run(
        pieces(data),
        (session, piece) -> {
          float[] some = predict(session, piece(data, piece));
          System.arraycopy(some, 0, all, piece * pieceExamples * outputs, some.length);
        });
    return all;
  }

  private int pieces(Dataset data) {
    return (int) (((long) data.size() + pieceExamples - 1) / pieceExamples);
  }

  private Batch piece(Dataset data, int piece) {
    int from = piece * pieceExamples;
    int[] order = new int[Math.min(data.size() - from, pieceExamples)];
    for (int i = 0; i < order.length; i++) {
      order[i] = from + i;
    }
    return data.batch(order, 0, order.length);
  }

  private float[] predict(DifferentiableNetwork session, Batch batch) {
    float[] outputs = new float[batch.size() * network.outputs()];
    session.predict(batch, outputs);
    return outputs;
  }

  /** Runs tasks 0 … count − 1, the calling thread among the workers. */
  private void run(int count, Task task) {
    Pieces pieces = new Pieces(devices, count);
    List<FutureTask<?>> others = new ArrayList<>();
    for (int i = 1; i < Math.min(workers.size(), count); i++) {
      Worker worker = workers.get(i);
      FutureTask<?> other = new FutureTask<>(() -> drain(worker, pieces, task), null);
      others.add(other);
      pool.execute(other);
    }
    Throwable failure = null;
    try {
      drain(workers.get(0), pieces, task);
    } catch (RuntimeException | Error e) {
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

  private static void drain(Worker worker, Pieces pieces, Task task) {
    try {
      for (int i = pieces.next(worker.place); i >= 0; i = pieces.next(worker.place)) {
        task.run(worker.session(), i);
      }
    } catch (RuntimeException | Error e) {
      pieces.stop();
      throw e;
    }
  }

  /** Closes every session, whichever of them fails at it. */
  @Override
  public void close() {
    pool.shutdown();
    Throwable failure = null;
    for (Worker worker : workers) {
      try {
        worker.close();
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    rethrow(failure);
  }

  /** Hands out the pieces of one piece of work, each to a worker of its own device. */
  private static final class Pieces {
    private final int count;
    private final AtomicInteger[] taken;
    private volatile boolean stopped;

    Pieces(int devices, int count) {
      this.count = count;
      this.taken = new AtomicInteger[devices];
      Arrays.setAll(taken, device -> new AtomicInteger());
    }

    /** The next piece for a device; -1 if there is none. */
    int next(int device) {
      if (stopped) {
        return -1;
      }
      int piece = device + taken[device].getAndIncrement() * taken.length;
      return piece < count ? piece : -1;
    }

    /** No more pieces, because one has failed. */
    void stop() {
      stopped = true;
    }
  }

  private interface Task {
    void run(DifferentiableNetwork session, int index);
  }

  /** One thread's session, opened when first needed: small work never opens a second. */
  private final class Worker {
    private final Backend backend;
    private final Device device;
    private final int place;
    private @Nullable DifferentiableNetwork session;
    private int version = -1;

    /**
     * @param place of the device among the devices
     */
    Worker(Backend backend, Device device, int place) {
      this.backend = backend;
      this.device = device;
      this.place = place;
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
