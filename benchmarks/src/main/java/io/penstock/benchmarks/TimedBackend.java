package io.penstock.benchmarks;

import io.penstock.dataset.Batch;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An engine whose sessions keep the time of what they are asked for. */
final class TimedBackend implements Backend {
  private final Backend backend;
  private final List<Session> sessions = new ArrayList<>();

  TimedBackend(Backend backend) {
    this.backend = backend;
  }

  @Override
  public Map<String, String> versions() {
    return backend.versions();
  }

  @Override
  public List<Device> devices() {
    return backend.devices();
  }

  @Override
  public String cudaStatus() {
    return backend.cudaStatus();
  }

  @Override
  public String path(Network network, Device device) {
    return backend.path(network, device);
  }

  @Override
  public DifferentiableNetwork open(Network network, Loss loss, Device device) {
    Session session = new Session(backend.open(network, loss, device));
    synchronized (sessions) {
      sessions.add(session);
    }
    return session;
  }

  /** Nanoseconds of the sessions since this was last asked; no session may be at work. */
  Times take() {
    synchronized (sessions) {
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      Session longest = null;
      for (Session session : sessions) {
        first = Math.min(first, session.first);
        last = Math.max(last, session.last);
        if (longest == null || session.engine > longest.engine) {
          longest = session;
        }
      }
      if (longest == null) {
        throw new IllegalStateException("no session is open");
      }
      Times times = new Times(first, last, longest.weights, longest.copy, longest.engine);
      sessions.forEach(Session::reset);
      return times;
    }
  }

  /**
   * What a step's sessions did.
   *
   * @param first when the first of them began, as {@link System#nanoTime} has it
   * @param last when the last of them was done
   * @param weights setting them, in the session that computed longest
   * @param copy the batch's values into the engine's memory, in that session
   * @param engine all else of its gradient calls
   */
  record Times(long first, long last, long weights, long copy, long engine) {}

  private static final class Session implements DifferentiableNetwork {
    private final DifferentiableNetwork session;
    private long first;
    private long last;
    private long weights;
    private long copy;
    private long engine;

    Session(DifferentiableNetwork session) {
      this.session = session;
      reset();
    }

    void reset() {
      first = Long.MAX_VALUE;
      last = Long.MIN_VALUE;
      weights = 0;
      copy = 0;
      engine = 0;
    }

    @Override
    public void setWeights(float[] flat) {
      long start = System.nanoTime();
      session.setWeights(flat);
      last = System.nanoTime();
      first = Math.min(first, start);
      weights += last - start;
    }

    @Override
    public double gradient(Batch batch, float[] gradient) {
      long start = System.nanoTime();
      TimedBatch timed = new TimedBatch(batch);
      double loss = session.gradient(timed, gradient);
      last = System.nanoTime();
      first = Math.min(first, start);
      copy += timed.nanos;
      engine += last - start - timed.nanos;
      return loss;
    }

    @Override
    public void predict(Batch batch, float[] outputs) {
      session.predict(batch, outputs);
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private static final class TimedBatch implements Batch {
    private final Batch batch;
    private long nanos;

    TimedBatch(Batch batch) {
      this.batch = batch;
    }

    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public long seed() {
      return batch.seed();
    }

    @Override
    public int position() {
      return batch.position();
    }

    @Override
    public void inputs(FloatBuffer to) {
      long start = System.nanoTime();
      batch.inputs(to);
      nanos += System.nanoTime() - start;
    }

    @Override
    public void targets(FloatBuffer to) {
      long start = System.nanoTime();
      batch.targets(to);
      nanos += System.nanoTime() - start;
    }
  }
}
