package io.penstock.benchmarks;

import io.penstock.Penstock;
import io.penstock.experiment.Experiment;
import io.penstock.series.Series;
import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
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
 * How long the command takes from its launch to the line of its first epoch, the natives being
 * unpacked already, and where that time goes.
 */
final class StartUp {
  private static final double TARGET_SECONDS = 3;

  private StartUp() {}

  /** Measures; the argument is the number of rounds, by default 7. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    System.out.printf("## Start-up%n%n%s%nMedians of %d rounds%n%n", Machine.description(), rounds);
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Map<String, Map<String, List<Double>>> stages = new LinkedHashMap<>();
    Path archive = Checkout.scratch("classes.jsa");
    for (String engine : Engine.NAMES) {
      // Builds what is to be built and unpacks what is to be unpacked.
      launch(engine, "");
    }
    // One archive, of the engine that is slower to start.
    launch("tensorflow", "-XX:ArchiveClassesAtExit=" + archive);
    for (int round = 0; round < rounds; round++) {
      add(seconds, "launcher and an empty JVM", launcherAlone());
      for (String engine : Engine.NAMES) {
        add(seconds, engine, launch(engine, ""));
        add(
            seconds,
            engine + ", with an archive of classes",
            launch(engine, "-XX:SharedArchiveFile=" + archive));
        stages(engine)
            .forEach(
                (stage, value) ->
                    add(
                        stages.computeIfAbsent(stage, name -> new LinkedHashMap<>()),
                        engine,
                        value));
      }
    }
    Files.deleteIfExists(archive);
    Table table = new Table("launch to the first epoch's line", "seconds", "least", "most");
    seconds.forEach(
        (what, values) ->
            table.row(
                what,
                text(Median.of(values)),
                text(values.stream().mapToDouble(v -> v).min().orElseThrow()),
                text(values.stream().mapToDouble(v -> v).max().orElseThrow())));
    System.out.printf("%s%n", table);
    Table parts = new Table("seconds since the JVM's start", "pytorch", "tensorflow");
    stages.forEach(
        (stage, values) ->
            parts.row(
                stage,
                text(Median.of(values.get("pytorch"))),
                text(Median.of(values.get("tensorflow")))));
    System.out.printf("%s%nLoad %s.%n", parts, Machine.load());
    for (String engine : Engine.NAMES) {
      double median = Median.of(seconds.get(engine));
      System.out.printf(
          "%s %s the target of %s s.%n",
          engine, median <= TARGET_SECONDS ? "meets" : "MISSES", text(TARGET_SECONDS));
    }
    System.out.println();
  }

  private static String text(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }

  private static void add(Map<String, List<Double>> measured, String what, double value) {
    measured.computeIfAbsent(what, name -> new ArrayList<>()).add(value);
  }

  /** Seconds from the launch to the line of the first epoch; the command then runs to its end. */
  private static double launch(String engine, String options)
      throws IOException, InterruptedException {
    Path model = Checkout.scratch("start-up.onnx");
    ProcessBuilder builder =
        new ProcessBuilder(
            Checkout.root().resolve("penstock").toString(),
            "train",
            passengers().toString(),
            "--target",
            "passengers",
            "--horizon",
            "12",
            "--epochs",
            "2",
            "--backend",
            engine,
            "--out",
            model.toString());
    builder.environment().put("PENSTOCK_JAVA_OPTS", options);
    long start = System.nanoTime();
    Process process = builder.redirectErrorStream(true).start();
    double seconds = Double.NaN;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("epoch 1/")) {
          seconds = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    int code = process.waitFor();
    if (code != 0 || Double.isNaN(seconds)) {
      throw new IOException("the command ended with exit code " + code);
    }
    Files.delete(model);
    return seconds;
  }

  /**
   * What the script takes to find out that nothing is to be built, and a JVM to say its version.
   */
  private static double launcherAlone() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Checkout.root().resolve("penstock").toString());
    builder.environment().put("PENSTOCK_JAVA_OPTS", "-version");
    long start = System.nanoTime();
    builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return (System.nanoTime() - start) / 1e9;
  }

  private static Path passengers() {
    return Checkout.root().resolve("examples/airline/passengers.csv");
  }

  private static Map<String, Double> stages(String engine)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(ChildJvm.command(Child.class, List.of(), List.of(engine)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Map<String, Double> stages = new LinkedHashMap<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\t");
        stages.put(parts[0], Double.parseDouble(parts[1]));
      }
    }
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("the stages ended with exit code " + code);
    }
    return stages;
  }

  /** The same as the command does, telling the time after each stage. */
  static final class Child {
    private Child() {}

    /** Trains; the argument is the engine. */
    public static void main(String[] arguments) {
      tell("JVM");
      Penstock penstock = Penstock.create();
      tell("wiring");
      Series series = penstock.read(passengers());
      tell("data read");
      Experiment experiment =
          Experiment.forecast("passengers").horizon(12).backend(arguments[0]).build();
      penstock.train(
          series,
          experiment,
          new TrainingListener() {
            private boolean stop;

            @Override
            public void onStart(TrainingStart start) {
              tell("engine chosen");
            }

            @Override
            public void onStep(StepReport report) {
              if (report.epoch() == 1 && report.step() == 1) {
                tell("first step");
              }
            }

            @Override
            public void onEpoch(EpochReport report) {
              tell("first epoch");
              stop = true;
            }

            @Override
            public boolean shouldStop() {
              return stop;
            }
          });
      tell("model scored");
    }

    private static void tell(String stage) {
      long started = ManagementFactory.getRuntimeMXBean().getStartTime();
      System.out.printf(
          Locale.ROOT, "%s\t%.3f%n", stage, (System.currentTimeMillis() - started) / 1e3);
    }
  }
}
