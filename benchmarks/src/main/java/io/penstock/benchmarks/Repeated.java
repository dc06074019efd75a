package io.penstock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A computation that each of several threads does over and over for a round's time, with operands
 * and results of its own, as shards have, so that none waits for another.
 */
final class Repeated implements ChildContestant.Work, AutoCloseable {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final int threads;
  private final double seconds;
  private final double amount;
  private final Supplier<? extends Computation> computation;
  private final ExecutorService pool;

  /** What is done over and over. */
  interface Computation extends AutoCloseable {
    /** Does it anew. */
    void once();

    @Override
    void close();
  }

  /**
   * @param seconds of a round
   * @param amount that doing it once counts in the speed
   * @param computation makes one; called in the thread that does it
   */
  Repeated(
      int threads, double seconds, double amount, Supplier<? extends Computation> computation) {
    this.threads = threads;
    this.seconds = seconds;
    this.amount = amount;
    this.computation = computation;
    this.pool = Executors.newFixedThreadPool(threads);
  }

  @Override
  public void warmUp() {
    round();
  }

  @Override
  public Speed round() {
    CountDownLatch ready = new CountDownLatch(threads);
    List<Future<Done>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Callable<Done> task = () -> repeat(ready);
      running.add(pool.submit(task));
    }
    double perSecond = 0;
    double times = 0;
    double busy = 0;
    try {
      for (Future<Done> thread : running) {
        Done done = thread.get();
        perSecond += done.times() / done.seconds();
        times += done.times();
        // Of the whole process, so that each thread's says the same but for when it ended.
        busy = Math.max(busy, done.processorSeconds());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a computation failed", e);
    }
    return new Speed(perSecond * amount, times * amount / busy);
  }

  /**
   * What a thread did in a round.
   *
   * @param times how often
   * @param seconds by the clock
   * @param processorSeconds of all threads in that time
   */
  private record Done(long times, double seconds, double processorSeconds) {}

  private Done repeat(CountDownLatch ready) throws InterruptedException {
    try (Computation own = begun(ready)) {
      ready.await();
      long processor = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      long times = 0;
      double elapsed = 0;
      while (elapsed < seconds) {
        own.once();
        times++;
        elapsed = (System.nanoTime() - start) / 1e9;
      }
      return new Done(times, elapsed, (SYSTEM.getProcessCpuTime() - processor) / 1e9);
    }
  }

  /** One that has been done once; a thread that fails at it does not keep the others waiting. */
  private Computation begun(CountDownLatch ready) {
    try {
      Computation own = computation.get();
      own.once();
      return own;
    } finally {
      ready.countDown();
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
