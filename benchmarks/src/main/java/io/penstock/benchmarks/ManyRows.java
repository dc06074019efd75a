package io.penstock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.penstock.Penstock;
import io.penstock.experiment.Experiment;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.series.Series;
import io.penstock.spi.Device;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Loss;
import io.penstock.training.StepReport;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ten million rows: how long the command takes to its first step and how much memory, whether a
 * step takes longer the more rows there are, and what memory depends on.
 */
final class ManyRows {
  private static final int LOOK_BACK = 96;
  private static final int HORIZON = 24;
  private static final int UNITS = 32;
  private static final int BATCH = 256;

  private static final double TARGET_SECONDS = 60;

  /** 2 GB in the unit of the tables, which is 2²⁰ bytes. */
  private static final double TARGET_MEGABYTES = 2e9 / (1 << 20);

  /** For how long the command trains, so that its memory in training is seen. */
  private static final int TRAINING_SECONDS = 5;

  /** What a row is in the file, at most. */
  private static final int BYTES_A_ROW = 120;

  private final Path folder;
  private final int rows;
  private final int rounds;

  private ManyRows(Path folder, int rows, int rounds) {
    this.folder = folder;
    this.rows = rows;
    this.rounds = rounds;
  }

  /**
   * Measures; the arguments are the number of rows, by default 10 000 000, and of rounds for the
   * time of a step, by default 5.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    System.out.printf("## Many rows%n%n%s%n%n", Machine.description());
    Path folder = Files.createTempDirectory("penstock-many-rows");
    // Last in, first out; done when it is interrupted too.
    folder.toFile().deleteOnExit();
    folder.resolve("model.onnx").toFile().deleteOnExit();
    requireRoom(folder, rows);
    new ManyRows(folder, rows, rounds).measure();
  }

  private static void requireRoom(Path folder, int rows) throws IOException {
    long needed = (long) rows * BYTES_A_ROW * 5 / 4;
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          String.format(
              "%d rows need %d MB in %s, where %d MB are free. Make room, or set another folder with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER.",
              rows, needed / 1_000_000, folder, free / 1_000_000));
    }
  }

  private void measure() throws IOException, InterruptedException {
    Map<Integer, Path> files = new LinkedHashMap<>();
    for (int count : List.of(Math.max(1000, rows / 100), Math.max(1000, rows / 10), rows)) {
      Path file = folder.resolve(count + ".csv");
      file.toFile().deleteOnExit();
      GeneratedRows.write(file, count);
      files.put(count, file);
    }
    System.out.printf(
        "A time and %d columns; look-back %d, horizon %d, %d units, batches of %d%n%n",
        GeneratedRows.COLUMNS, LOOK_BACK, HORIZON, UNITS, BATCH);
    toTheFirstStep(files);
    aStep(files);
    memory(files);
  }

  private void toTheFirstStep(Map<Integer, Path> files) throws IOException, InterruptedException {
    Table table =
        new Table(
            "rows",
            "file, MB",
            "engine",
            "launch to the first step, s",
            "highest RSS until then, MiB",
            "highest RSS after " + TRAINING_SECONDS + " s of training, MiB",
            "load",
            "");
    for (Map.Entry<Integer, Path> file : files.entrySet()) {
      for (String engine : Engine.NAMES) {
        Launch launch = launch(file.getValue(), engine);
        boolean kept = launch.seconds() <= TARGET_SECONDS && launch.training() <= TARGET_MEGABYTES;
        table.row(
            String.valueOf(file.getKey()),
            text("%.0f", Files.size(file.getValue()) / 1e6),
            engine,
            text("%.1f", launch.seconds()),
            text("%.0f", launch.start()),
            text("%.0f", launch.training()),
            Machine.load(),
            String.format(
                Locale.ROOT,
                "%s %.0f s and %.0f MiB",
                kept ? "meets" : "MISSES",
                TARGET_SECONDS,
                TARGET_MEGABYTES));
      }
    }
    System.out.printf("%s%n", table);
  }

  /**
   * A run of the command.
   *
   * @param seconds from its launch to its first step
   * @param start the highest resident memory until then, MiB
   * @param training the highest after some seconds of training, MiB
   */
  private record Launch(double seconds, double start, double training) {}

  private Launch launch(Path file, String engine) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Checkout.root().resolve("penstock").toString(),
            "train",
            file.toString(),
            "--target",
            "a",
            "--look-back",
            String.valueOf(LOOK_BACK),
            "--horizon",
            String.valueOf(HORIZON),
            "--units",
            String.valueOf(UNITS),
            "--batch",
            String.valueOf(BATCH),
            "--backend",
            engine,
            "--out",
            folder.resolve("model.onnx").toString());
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader lines = process.inputReader()) {
      List<String> seen = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        seen.add(line);
        // What is left then is to put the windows into the first epoch's order.
        if (line.startsWith("Training with ")) {
          double seconds = (System.nanoTime() - start) / 1e9;
          // The launcher has become the JVM, so this is its process.
          double then = Machine.peakResidentMegabytes(process.pid());
          Thread.sleep(TRAINING_SECONDS * 1000L);
          return new Launch(seconds, then, Machine.peakResidentMegabytes(process.pid()));
        }
      }
      throw new IOException("the command did not train: " + String.join("\n", seen));
    } finally {
      // Asked to end, it would score and write the model first.
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private void aStep(Map<Integer, Path> files) throws IOException, InterruptedException {
    for (String engine : Engine.NAMES) {
      List<Contestant> contestants = new ArrayList<>();
      try {
        for (Map.Entry<Integer, Path> file : files.entrySet()) {
          contestants.add(
              new ChildContestant(
                  file.getKey() + " rows",
                  Child.class,
                  List.of(file.getValue().toString(), engine, String.valueOf(LOOK_BACK))));
        }
        Turns turns = Turns.of(contestants, rounds);
        List<String> titles = new ArrayList<>(List.of(engine + ", load " + Machine.load()));
        List<String> cells = new ArrayList<>(List.of("milliseconds a step"));
        List<String> processor = new ArrayList<>(List.of("milliseconds of processor time"));
        for (Contestant contestant : contestants) {
          titles.add(contestant.name());
          cells.add(text("%.2f", 1000 / turns.perSecond(contestant.name())));
          processor.add(text("%.2f", 1000 / turns.perProcessorSecond(contestant.name())));
        }
        Table table = new Table(titles);
        table.row(cells);
        table.row(processor);
        System.out.printf("%s%n", table);
      } finally {
        Turns.close(contestants);
      }
    }
  }

  private void memory(Map<Integer, Path> files) throws IOException, InterruptedException {
    for (String engine : Engine.NAMES) {
      System.out.printf("%s:%n%n", engine);
      System.out.println(
          "| rows | look-back | windows | as copies they would be, MB | live heap in training, MB | highest RSS, MiB |");
      System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: |");
      for (Path file : files.values()) {
        footprint(file, engine, LOOK_BACK);
      }
      Path middle = files.get(Math.max(1000, rows / 10));
      if (middle != null) {
        footprint(middle, engine, LOOK_BACK / 4);
        footprint(middle, engine, 720);
      }
      System.out.println();
    }
  }

  private static void footprint(Path file, String engine, int lookBack)
      throws IOException, InterruptedException {
    // As the launcher sets it.
    ChildJvm.run(
        Footprint.class,
        List.of("-XX:MaxNewSize=64m"),
        List.of(file.toString(), engine, String.valueOf(lookBack)));
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** A file's training, some steps at a time. */
  private static final class Steps implements AutoCloseable {
    private final PreparedExperiment prepared;
    private final TrainingRun run;
    private final ShardedNetwork network;

    Steps(Path file, String engine, int lookBack) {
      Series series = Penstock.create().read(file);
      Experiment experiment =
          Experiment.forecast("a")
              .lookBack(lookBack)
              .horizon(HORIZON)
              .units(UNITS)
              .training(Training.DEFAULT.withBatchSize(BATCH))
              .backend(engine)
              .build();
      prepared = PreparedExperiment.of(series, experiment);
      run =
          new TrainingRun(
              prepared.network(),
              prepared.howToTrain(),
              prepared.trainingWindows(),
              prepared.windows(new int[0]),
              InitialWeights.of(prepared.network(), 1));
      network =
          new ShardedNetwork(
              Engine.backend(engine, prepared.network()),
              prepared.network(),
              Loss.MSE,
              Device.CPU,
              2);
    }

    /** Rows of the series, which is kept, as the command keeps it to score the model. */
    int rows() {
      return prepared.series().rows();
    }

    int windows() {
      return run.data().size();
    }

    /** Trains for some steps, the same ones each time; gives the time of all but the first. */
    Speed train(int steps, Runnable atTheEnd) {
      StepClock clock = new StepClock(steps, atTheEnd);
      TrainingLoop.train(network, run, clock);
      return clock.speed();
    }

    @Override
    public void close() {
      network.close();
    }
  }

  /**
   * Stops after some steps, and times those after the first, before which the order of an epoch's
   * windows is drawn.
   */
  private static final class StepClock implements TrainingListener {
    private static final OperatingSystemMXBean SYSTEM =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final int steps;
    private final Runnable atTheEnd;
    private int done;
    private long nanos;
    private long processorNanos;

    StepClock(int steps, Runnable atTheEnd) {
      this.steps = steps;
      this.atTheEnd = atTheEnd;
    }

    @Override
    public void onStep(StepReport report) {
      done++;
      if (done == 1) {
        nanos = -System.nanoTime();
        processorNanos = -SYSTEM.getProcessCpuTime();
      }
      if (done == steps) {
        nanos += System.nanoTime();
        processorNanos += SYSTEM.getProcessCpuTime();
        atTheEnd.run();
      }
    }

    @Override
    public boolean shouldStop() {
      return done >= steps;
    }

    /** Steps a second. */
    Speed speed() {
      return new Speed((steps - 1) * 1e9 / nanos, (steps - 1) * 1e9 / processorNanos);
    }
  }

  /** A contestant whose speed is steps a second. */
  static final class Child implements ChildContestant.Work {
    private static final int STEPS = 100;

    private final Steps training;

    private Child(Steps training) {
      this.training = training;
    }

    /** Trains when told to; the arguments are the file, the engine and the look-back. */
    public static void main(String[] arguments) throws IOException {
      try (Steps training =
          new Steps(Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]))) {
        ChildContestant.serve(new Child(training));
      }
    }

    @Override
    public void warmUp() {
      round();
    }

    @Override
    public Speed round() {
      return training.train(STEPS, () -> {});
    }
  }

  /** What a run has in memory. */
  static final class Footprint {
    private static final int STEPS = 50;

    private Footprint() {}

    /** Prints a row of a table; the arguments are the file, the engine and the look-back. */
    public static void main(String[] arguments) throws IOException {
      int lookBack = Integer.parseInt(arguments[2]);
      try (Steps training = new Steps(Path.of(arguments[0]), arguments[1], lookBack)) {
        double[] live = new double[1];
        training.train(STEPS, () -> live[0] = liveMegabytes());
        long copied =
            (long) training.windows() * (lookBack * GeneratedRows.COLUMNS + HORIZON) * Float.BYTES;
        System.out.printf(
            Locale.ROOT,
            "| %d | %d | %d | %.0f | %.0f | %.0f |%n",
            training.rows(),
            lookBack,
            training.windows(),
            copied / 1e6,
            live[0],
            Machine.peakResidentMegabytes());
      }
    }

    private static double liveMegabytes() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
  }
}
