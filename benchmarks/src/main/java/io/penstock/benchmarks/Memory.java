package io.penstock.benchmarks;

import io.penstock.spi.Device;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Loss;
import io.penstock.training.StepReport;
import io.penstock.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Resident memory over many training steps, for each engine in a JVM of its own whose heap is all
 * in RAM from the start: what grows is native, and would be a leak.
 */
final class Memory {
  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

  /** A step in two shards, so that the pool's threads are at work too. */
  private static final Shape SHAPE = new Shape(32, 30, 7, 64);

  private static final int THREADS = 2;
  private static final int VALIDATION_WINDOWS = 512;
  private static final int EVERY = 500;

  /** The part of the steps that warms up. */
  private static final double WARM_UP = 0.25;

  private static final double FLAT = 0.02;

  private Memory() {}

  /** Measures; the argument is the number of steps, by default 20 000. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String steps = arguments.length > 0 ? arguments[0] : "20000";
    System.out.printf("## Memory over %s steps%n%n%s%n", steps, Machine.description());
    System.out.printf(
        "B, T, F, H = %s; %d threads; a validation of %d windows an epoch; %s%n%n",
        SHAPE, THREADS, VALIDATION_WINDOWS, String.join(" ", HEAP));
    for (String engine : Engine.NAMES) {
      ChildJvm.run(Child.class, HEAP, List.of(engine, steps));
    }
  }

  /** One engine's run. */
  static final class Child {
    private Child() {}

    /** Trains; the arguments are the engine and the number of steps. */
    public static void main(String[] arguments) throws IOException {
      String engine = arguments[0];
      int steps = Integer.parseInt(arguments[1]);
      TrainingRun run = SHAPE.endless(VALIDATION_WINDOWS);
      Residence residence = new Residence(steps);
      try (ShardedNetwork network =
          new ShardedNetwork(
              Engine.backend(engine, run.network()),
              run.network(),
              Loss.MSE,
              Device.CPU,
              THREADS)) {
        TrainingLoop.train(network, run, residence);
      }
      System.out.printf("%s:%n%n%s%n%s%n%n", engine, residence.table, residence.verdict());
    }
  }

  /** Reads the memory in use every so many steps. */
  private static final class Residence implements TrainingListener {
    private final int steps;
    private final int warmUp;
    private final Table table = new Table("step", "RSS, MB");
    private int done;
    private double warm;
    private double last;

    Residence(int steps) {
      this.steps = steps;
      this.warmUp = Math.max(EVERY, (int) (steps * WARM_UP) / EVERY * EVERY);
    }

    @Override
    public void onStep(StepReport report) {
      done++;
      if (done % EVERY != 0) {
        return;
      }
      try {
        last = Machine.residentMegabytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (done == warmUp) {
        warm = last;
      }
      // All are looked at; a table of eight rows tells as much.
      if (done == EVERY || done % Math.max(EVERY, steps / 8 / EVERY * EVERY) == 0) {
        table.row(String.valueOf(done), String.format(Locale.ROOT, "%.1f", last));
      }
    }

    @Override
    public boolean shouldStop() {
      return done >= steps;
    }

    String verdict() {
      double growth = last / warm - 1;
      return String.format(
          Locale.ROOT,
          "From step %d to step %d: %.1f MB to %.1f MB, %+.2f %%: %s.",
          warmUp,
          done,
          warm,
          last,
          100 * growth,
          growth < FLAT ? "flat" : "NOT FLAT");
    }
  }
}
