package io.penstock.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.model.RawWindows;
import io.penstock.spi.ModelFormat.ModelSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A graph loaded by ONNX Runtime. A call computes on the thread that makes it; calls of several
 * threads run side by side. Many windows are run a few at a time, so that memory is bounded and
 * what an LSTM layer keeps of them stays in the cache.
 */
final class OnnxSession implements ModelSession {
  /**
   * Memory for a chunk's windows with the gates and states of a layer. At look-back 96 and 128
   * units, 2 to 8 MB ran alike and a fifth faster than 60 MB.
   */
  private static final long CHUNK_BYTES = 8L << 20;

  /** How many values of the size of the largest are in use at a time while rows are prepared. */
  private static final int PREPARED_AT_ONCE = 4;

  private static final int MOST_WINDOWS_OF_A_CHUNK = 256;

  private final Path path;
  private final GraphShape shape;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int chunk;

  /** As many as there were runs at the same time. */
  private final Queue<Inputs> buffers = new ConcurrentLinkedQueue<>();

  /** Runs hold it for reading, so that the native session is not closed under them. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxSession(Path path, GraphShape shape, OrtEnvironment environment, OrtSession session) {
    this.path = path;
    this.shape = shape;
    this.environment = environment;
    this.session = session;
    this.chunk = chunk(shape);
  }

  static OnnxSession open(OnnxFile file) {
    GraphShape shape = GraphShape.of(file);
    file.requireUnchanged();
    OrtEnvironment environment = RuntimeEnvironment.get();
    try (SessionOptions options = new SessionOptions()) {
      options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      // What goes wrong comes back as an exception; ONNX Runtime would print it as well.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      return new OnnxSession(
          file.path(), shape, environment, environment.createSession(file.bytes(), options));
    } catch (OrtException e) {
      throw new PenstockException(
          ErrorCode.MODEL,
          String.format(
              Locale.ROOT,
              "%s: ONNX Runtime %s refuses the graph: %s. The file is damaged or was changed: copy it again or train the model again.",
              file.path(),
              environment.getVersion(),
              e.getMessage()),
          e);
    }
  }

  private static int chunk(GraphShape shape) {
    long example = shape.futureValues() + (long) shape.steps() * shape.widest();
    long values = (long) shape.inputs() + shape.examples() * example + shape.outputs();
    values += PREPARED_AT_ONCE * (long) shape.prepared() + 2L * shape.times();
    long bytes = Float.BYTES * values;
    return (int) Math.max(1, Math.min(MOST_WINDOWS_OF_A_CHUNK, CHUNK_BYTES / bytes));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are not as many rows, times or values known of the
   *     future as so many windows have
   * @throws IllegalStateException if the session is closed
   * @throws PenstockException with code MODEL if ONNX Runtime finds a defect of the graph only now
   */
  @Override
  public float[] run(RawWindows raw) {
    int count = raw.count();
    require("raw values", raw.rows().length, count, shape.rows(), shape.columns());
    require("times", raw.times().length, count, shape.times(), 1);
    require(
        "values known of the future", raw.future().length, count, shape.horizon(), shape.future());
    float[] forecasts = new float[Math.multiplyExact(count, shape.outputs())];
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the session of " + path + " is closed");
      }
      Inputs inputs = inputs(Math.min(count, chunk));
      for (int from = 0; from < count; from += chunk) {
        int size = Math.min(chunk, count - from);
        fill(inputs.windows, raw.rows(), from, size, shape.inputs());
        fill(inputs.future, raw.future(), from, size, shape.futureValues());
        inputs.times.clear().put(raw.times(), from * shape.times(), size * shape.times()).flip();
        runChunk(inputs, size, forecasts, from);
      }
      buffers.add(inputs);
      return forecasts;
    } catch (OrtException e) {
      throw new PenstockException(
          ErrorCode.MODEL,
          String.format(
              Locale.ROOT,
              "%s: ONNX Runtime %s cannot run the graph: %s. The file is damaged or was changed: copy it again or train the model again.",
              path,
              environment.getVersion(),
              e.getMessage()),
          e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void require(String what, int given, int count, int rows, int values) {
    if (given == (long) count * rows * values) {
      return;
    }
    throw new IllegalArgumentException(
        rows == 0 || values == 0
            ? String.format(Locale.ROOT, "%d %s for a model that takes none", given, what)
            : String.format(
                Locale.ROOT,
                "%d %s do not make %d windows of %d rows%s",
                given,
                what,
                count,
                rows,
                values == 1 && rows == shape.times() ? "" : " and " + values + " columns"));
  }

  private static void fill(FloatBuffer buffer, float[] values, int from, int count, int each) {
    buffer.clear().put(values, from * each, count * each).flip();
  }

  /** Buffers with room for so many windows; those too small are left to the garbage collector. */
  private Inputs inputs(int windows) {
    int size = Math.multiplyExact(windows, shape.inputs());
    return Optional.ofNullable(buffers.poll())
        .filter(inputs -> inputs.windows.capacity() >= size)
        .orElseGet(
            () ->
                new Inputs(
                    buffer(size),
                    bytes(Math.multiplyExact(windows, shape.times()), Long.BYTES).asLongBuffer(),
                    buffer(Math.multiplyExact(windows, shape.futureValues()))));
  }

  private static FloatBuffer buffer(int size) {
    return bytes(size, Float.BYTES).asFloatBuffer();
  }

  private static ByteBuffer bytes(int size, int each) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, each)).order(ByteOrder.nativeOrder());
  }

  private void runChunk(Inputs inputs, int count, float[] forecasts, int from) throws OrtException {
    int outputs = shape.outputs();
    try (Tensors tensors = new Tensors(inputs, count);
        OrtSession.Result result = session.run(tensors.byName)) {
      FloatBuffer forecast = ((OnnxTensor) result.get(0)).getFloatBuffer();
      if (forecast == null || forecast.remaining() != count * outputs) {
        throw PenstockException.model(
            "%s: the graph gives %s for %d windows, not %d rows of %d targets of %d values each as it says. The file is damaged or was changed: copy it again or train the model again.",
            path,
            result.get(0).getInfo(),
            count,
            shape.horizon(),
            shape.targets(),
            shape.parameters());
      }
      forecast.get(forecasts, from * outputs, count * outputs);
    }
  }

  /** Waits for runs of other threads to end. Does nothing the second time. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new PenstockException(
          ErrorCode.INTERNAL, path + ": ONNX Runtime cannot close the session", e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Memory for the inputs of a chunk.
   *
   * @param windows [window, row, column]
   * @param times [window, row], empty if the model takes none
   * @param future [window, horizon, future column], empty if the model takes none
   */
  private record Inputs(FloatBuffer windows, LongBuffer times, FloatBuffer future) {}

  /** The inputs of a chunk as the graph takes them, over the same memory. */
  private final class Tensors implements AutoCloseable {
    private final Map<String, OnnxTensor> byName = new HashMap<>();

    Tensors(Inputs inputs, int count) throws OrtException {
      try {
        add(ForecastGraph.INPUT, inputs.windows, count, shape.rows(), shape.columns());
        if (shape.times() > 0) {
          byName.put(
              ForecastGraph.TIME,
              OnnxTensor.createTensor(
                  environment, inputs.times, new long[] {count, shape.times()}));
        }
        if (shape.future() > 0) {
          add(ForecastGraph.FUTURE, inputs.future, count, shape.horizon(), shape.future());
        }
      } catch (OrtException e) {
        close();
        throw e;
      }
    }

    private void add(String name, FloatBuffer values, long... dimensions) throws OrtException {
      byName.put(name, OnnxTensor.createTensor(environment, values, dimensions));
    }

    @Override
    public void close() {
      byName.values().forEach(OnnxTensor::close);
    }
  }
}
