package io.penstock.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.spi.ModelFormat.ModelSession;
import io.penstock.spi.RawWindows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
    long bytes = Float.BYTES * values;
    return (int) Math.max(1, Math.min(MOST_WINDOWS_OF_A_CHUNK, CHUNK_BYTES / bytes));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are not {@code count} windows, or not as much of the
   *     future as they need, or the count is below 1
   * @throws IllegalStateException if the session is closed
   * @throws PenstockException with code MODEL if ONNX Runtime finds a defect of the graph only now
   */
  @Override
  public float[] run(RawWindows raw) {
    float[] windows = raw.rows();
    float[] future = raw.future();
    int count = raw.count();
    if (windows.length != (long) count * shape.inputs()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d values are not %d windows of %d rows and %d columns",
              windows.length,
              count,
              shape.lookBack(),
              shape.columns()));
    }
    if (future.length != (long) count * shape.futureValues()) {
      throw new IllegalArgumentException(
          shape.future() == 0
              ? future.length + " values known of the future for a model that takes none"
              : String.format(
                  Locale.ROOT,
                  "%d values are not what is known of the future for %d windows, %d rows and %d columns each",
                  future.length,
                  count,
                  shape.horizon(),
                  shape.future()));
    }
    float[] forecasts = new float[Math.multiplyExact(count, shape.outputs())];
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the session of " + path + " is closed");
      }
      Inputs inputs = inputs(Math.min(count, chunk));
      for (int from = 0; from < count; from += chunk) {
        int size = Math.min(chunk, count - from);
        fill(inputs.windows, windows, from, size, shape.inputs());
        fill(inputs.future, future, from, size, shape.futureValues());
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
                    buffer(size), buffer(Math.multiplyExact(windows, shape.futureValues()))));
  }

  private static FloatBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
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
   * @param windows [window, lookBack, column]
   * @param future [window, horizon, future column], empty if the model takes none
   */
  private record Inputs(FloatBuffer windows, FloatBuffer future) {}

  /** The inputs of a chunk as the graph takes them, over the same memory. */
  private final class Tensors implements AutoCloseable {
    private final Map<String, OnnxTensor> byName = new HashMap<>();

    Tensors(Inputs inputs, int count) throws OrtException {
      add(ForecastGraph.INPUT, inputs.windows, count, shape.lookBack(), shape.columns());
      if (shape.future() > 0) {
        add(ForecastGraph.FUTURE, inputs.future, count, shape.horizon(), shape.future());
      }
    }

    private void add(String name, FloatBuffer values, long... dimensions) throws OrtException {
      try {
        byName.put(name, OnnxTensor.createTensor(environment, values, dimensions));
      } catch (OrtException e) {
        close();
        throw e;
      }
    }

    @Override
    public void close() {
      byName.values().forEach(OnnxTensor::close);
    }
  }
}
