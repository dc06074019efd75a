package io.penstock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.penstock.engine.Engines;
import io.penstock.network.Network;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Loss;
import io.penstock.training.StepReport;
import io.penstock.training.TrainingListener;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The product's loop on one engine and one number of threads: forward, backward and Adam. */
final class TrainingChild implements ChildContestant.Work {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final TrainingRun run;
  private final ShardedNetwork network;
  private final double seconds;
  private int steps = 3;

  private TrainingChild(TrainingRun run, ShardedNetwork network, double seconds) {
    this.run = run;
    this.network = network;
    this.seconds = seconds;
  }

  /**
   * A contestant.
   *
   * @param seconds of a round
   */
  static Contestant contestant(String engine, int threads, Shape shape, double seconds)
      throws IOException {
    return contestant(engine + " " + threads, engine, "cpu", threads, shape, seconds);
  }

  /**
   * A contestant on a device.
   *
   * @param name for the tables
   * @param device as {@code --device} takes it
   * @param seconds of a round
   */
  static Contestant contestant(
      String name, String engine, String device, int threads, Shape shape, double seconds)
      throws IOException {
    return new ChildContestant(
        name, TrainingChild.class, arguments(engine, device, threads, shape, seconds));
  }

  /** What {@link #main} is given. */
  static List<String> arguments(
      String engine, String device, int threads, Shape shape, double seconds) {
    List<String> arguments =
        new ArrayList<>(List.of(engine, device, String.valueOf(threads), String.valueOf(seconds)));
    arguments.addAll(shape.arguments());
    return arguments;
  }

  /** Trains when told to; {@link #arguments} makes the arguments. */
  public static void main(String[] arguments) throws IOException {
    int threads = Integer.parseInt(arguments[2]);
    double seconds = Double.parseDouble(arguments[3]);
    TrainingRun run = Shape.of(List.of(arguments).subList(4, arguments.length)).endless(0);
    Network description = run.network();
    Engines.Choice engine = Engine.choose(arguments[0], arguments[1], description);
    try (ShardedNetwork network =
        new ShardedNetwork(engine.backend(), description, Loss.MSE, engine.devices(), threads)) {
      ChildContestant.serve(new TrainingChild(run, network, seconds));
    }
  }

  @Override
  public void warmUp() {
    round();
    for (int i = 0; i < 3; i++) {
      double speed = round().perSecond();
      steps = Math.max(3, (int) (seconds * speed / run.training().batchSize()));
    }
  }

  @Override
  public Speed round() {
    long processor = SYSTEM.getProcessCpuTime();
    double speed = TrainingLoop.train(network, run, new Steps(steps)).samplesPerSecond();
    double busy = (SYSTEM.getProcessCpuTime() - processor) / 1e9;
    return new Speed(speed, (double) steps * run.training().batchSize() / busy);
  }

  /** Stops after some steps. */
  private static final class Steps implements TrainingListener {
    private int left;

    Steps(int steps) {
      this.left = steps;
    }

    @Override
    public void onStep(StepReport report) {
      left--;
    }

    @Override
    public boolean shouldStop() {
      return left <= 0;
    }
  }
}
