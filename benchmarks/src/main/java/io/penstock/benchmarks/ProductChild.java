package io.penstock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What a machine's cores give in a plain matrix product through an engine, in GFLOP/s: each thread
 * has operands and results of its own, as shards have, and none waits for another.
 */
final class ProductChild implements ChildContestant.Work {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final String engine;
  private final int size;
  private final int threads;
  private final double seconds;
  private final ExecutorService pool;

  private ProductChild(String engine, int size, int threads, double seconds, ExecutorService pool) {
    this.engine = engine;
    this.size = size;
    this.threads = threads;
    this.seconds = seconds;
    this.pool = pool;
  }

  /** What the tables call such a contestant, but for its number of threads. */
  static String name(String engine, int size) {
    return engine + " " + size + "²";
  }

  /**
   * A contestant.
   *
   * @param size rows and columns of the matrices
   * @param seconds of a round
   */
  static Contestant contestant(String engine, int size, int threads, double seconds)
      throws IOException {
    return new ChildContestant(
        name(engine, size) + " " + threads,
        ProductChild.class,
        List.of(engine, String.valueOf(size), String.valueOf(threads), String.valueOf(seconds)));
  }

  /** Multiplies when told to; the arguments are the engine, the size, the threads, the seconds. */
  public static void main(String[] arguments) throws IOException {
    int threads = Integer.parseInt(arguments[2]);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      ChildContestant.serve(
          new ProductChild(
              arguments[0],
              Integer.parseInt(arguments[1]),
              threads,
              Double.parseDouble(arguments[3]),
              pool));
    } finally {
      pool.shutdown();
    }
  }

  @Override
  public void warmUp() {
    round();
  }

  @Override
  public Speed round() {
    CountDownLatch ready = new CountDownLatch(threads);
    long processor = SYSTEM.getProcessCpuTime();
    List<Future<double[]>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Callable<double[]> task = () -> multiply(ready);
      running.add(pool.submit(task));
    }
    double perSecond = 0;
    double products = 0;
    try {
      for (Future<double[]> thread : running) {
        double[] done = thread.get();
        products += done[0];
        perSecond += done[0] / done[1];
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a product failed", e);
    }
    double busy = (SYSTEM.getProcessCpuTime() - processor) / 1e9;
    double gigaflop = 2.0 * size * size * size / 1e9;
    return new Speed(perSecond * gigaflop, products * gigaflop / busy);
  }

  /** Multiplies for a round's time; gives how often, and the seconds that it took. */
  private double[] multiply(CountDownLatch ready) throws InterruptedException {
    try (MatrixProduct product = MatrixProduct.of(engine, size)) {
      product.multiply();
      ready.countDown();
      ready.await();
      long start = System.nanoTime();
      int products = 0;
      double elapsed = 0;
      while (elapsed < seconds) {
        product.multiply();
        products++;
        elapsed = (System.nanoTime() - start) / 1e9;
      }
      return new double[] {products, elapsed};
    }
  }
}
