package io.penstock.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Loss;
import io.penstock.training.StepReport;
import io.penstock.training.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Training speed: the product's own loop, forward, backward and Adam, on each engine and on one and
 * two threads, beside torch.nn.LSTM in Python where that is to be had. The contestants take turns,
 * so that what else the machine does meets them all.
 */
final class Throughput {
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(32, 10, 1, 50, 1),
          new Shape(32, 30, 7, 64, 1),
          new Shape(64, 96, 7, 128, 1),
          new Shape(256, 96, 7, 128, 1),
          new Shape(64, 96, 7, 128, 2));

  /** How long a round of a contestant is to take. */
  private static final double SECONDS = 1.5;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Throughput() {}

  /** Measures; the argument is the number of rounds, by default 5. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Optional<Torch> torch = Torch.find();
    System.out.printf("## Training speed%n%n%s%n", Machine.description());
    System.out.printf(
        "Medians of %d rounds of %.1f s; torch in Python: %s%n%n",
        rounds, SECONDS, torch.map(Torch::version).orElse("skipped, see benchmarks/run"));
    for (Shape shape : SHAPES) {
      List<Contestant> contestants = contestants(shape, torch);
      try {
        // A table a shape, so that a run that is cut short has told something.
        System.out.printf("%s%n", measure(shape, contestants, rounds));
      } finally {
        for (Contestant contestant : contestants) {
          contestant.close();
        }
      }
    }
  }

  private static List<Contestant> contestants(Shape shape, Optional<Torch> torch)
      throws IOException {
    List<Contestant> contestants = new ArrayList<>();
    for (String engine : Engine.NAMES) {
      for (int threads = 1; threads <= 2; threads++) {
        contestants.add(new Loop(engine, shape, threads));
      }
    }
    torch.ifPresent(
        python -> {
          for (int threads = 1; threads <= 2; threads++) {
            contestants.add(new Peer(python, shape, threads));
          }
        });
    return contestants;
  }

  private static Table measure(Shape shape, List<Contestant> contestants, int rounds)
      throws IOException, InterruptedException {
    List<String> titles = new ArrayList<>(List.of("B, T, F, H = " + shape));
    List<List<Double>> speeds = new ArrayList<>();
    List<List<Double>> efforts = new ArrayList<>();
    for (Contestant contestant : contestants) {
      contestant.warmUp();
      titles.add(contestant.name());
      speeds.add(new ArrayList<>());
      efforts.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        Speed measured = contestants.get(i).round();
        speeds.get(i).add(measured.samplesPerSecond());
        efforts.get(i).add(measured.samplesPerProcessorSecond());
      }
    }
    Table table = new Table(titles);
    table.row(row("samples/s, load " + Machine.load(), speeds));
    table.row(row("samples/s of processor time", efforts));
    return table;
  }

  private static List<String> row(String title, List<List<Double>> measured) {
    List<String> row = new ArrayList<>(List.of(title));
    for (List<Double> values : measured) {
      double median = Median.of(values);
      row.add(Double.isNaN(median) ? "–" : String.format(Locale.ROOT, "%.0f", median));
    }
    return row;
  }

  /**
   * What a round gave.
   *
   * @param samplesPerSecond by the clock
   * @param samplesPerProcessorSecond by the time that all threads computed; NaN if not known
   */
  private record Speed(double samplesPerSecond, double samplesPerProcessorSecond) {}

  private interface Contestant extends AutoCloseable {
    String name();

    void warmUp() throws IOException, InterruptedException;

    Speed round() throws IOException, InterruptedException;

    @Override
    void close();
  }

  /**
   * The product's loop, in a JVM of its own as in a run of the command: engines that share one also
   * share its memory, and PyTorch was a third slower beside TensorFlow.
   */
  private static final class Loop implements Contestant {
    private final String name;
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    Loop(String engine, Shape shape, int threads) throws IOException {
      this.name = engine + " " + threads;
      List<String> arguments = new ArrayList<>(List.of(engine, String.valueOf(threads)));
      arguments.addAll(shape.arguments());
      this.process =
          new ProcessBuilder(ChildJvm.command(Child.class, List.of(), arguments))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void warmUp() throws IOException {
      ask("warm up");
    }

    @Override
    public Speed round() throws IOException {
      String[] speeds = ask("train").split(" ");
      return new Speed(Double.parseDouble(speeds[0]), Double.parseDouble(speeds[1]));
    }

    private String ask(String order) throws IOException {
      orders.println(order);
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("the JVM of " + name + " has ended");
      }
      return answer;
    }

    @Override
    public void close() {
      // The child ends where its input does.
      orders.close();
      process.onExit().join();
    }
  }

  /** One engine on one number of threads, training when told to. */
  static final class Child {
    private final TrainingRun run;
    private final ShardedNetwork network;
    private int steps = 3;

    private Child(TrainingRun run, ShardedNetwork network) {
      this.run = run;
      this.network = network;
    }

    /** Does as standard input says; the arguments are the engine, the threads and the shape. */
    public static void main(String[] arguments) throws IOException {
      int threads = Integer.parseInt(arguments[1]);
      TrainingRun run = Shape.of(List.of(arguments).subList(2, arguments.length)).endless(0);
      Network description = run.network();
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      try (ShardedNetwork network =
          new ShardedNetwork(
              Engine.backend(arguments[0], description),
              description,
              Loss.MSE,
              Device.CPU,
              threads)) {
        Child child = new Child(run, network);
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
          if (order.equals("warm up")) {
            child.warmUp();
          }
          Speed speed = child.train();
          System.out.println(speed.samplesPerSecond() + " " + speed.samplesPerProcessorSecond());
        }
      }
    }

    /** Compiles what will be hot, and finds out how many steps a round has. */
    private void warmUp() {
      train();
      for (int i = 0; i < 3; i++) {
        double speed = train().samplesPerSecond();
        steps = Math.max(3, (int) (SECONDS * speed / run.training().batchSize()));
      }
    }

    private Speed train() {
      long processor = SYSTEM.getProcessCpuTime();
      double speed = TrainingLoop.train(network, run, new Steps(steps)).samplesPerSecond();
      double seconds = (SYSTEM.getProcessCpuTime() - processor) / 1e9;
      return new Speed(speed, (double) steps * run.training().batchSize() / seconds);
    }
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

  /** The same training in Python, a process a round. */
  private record Peer(Torch torch, Shape shape, int threads) implements Contestant {
    @Override
    public String name() {
      return "torch " + threads;
    }

    @Override
    public void warmUp() {
      // Each process warms up by itself.
    }

    @Override
    public Speed round() throws IOException, InterruptedException {
      // Some 60 GFLOP/s, so about as long as the others take.
      double perStep = shape.batch() * (shape.network().flops() / 60e9 + 2e-5);
      int steps = Math.max(5, (int) (SECONDS / perStep));
      return new Speed(torch.samplesPerSecond(shape, threads, steps), Double.NaN);
    }

    @Override
    public void close() {
      // Nothing is open between rounds.
    }
  }

  /** A Python that has torch, and the program it runs. */
  private record Torch(String python, String version, Path program) {
    private static final Pattern SPEED = Pattern.compile("(\\d+(\\.\\d+)?) samples/s");

    static Optional<Torch> find() throws IOException, InterruptedException {
      Optional<Path> program = Checkout.shared("bench/torch_lstm.py");
      if (program.isEmpty()) {
        return Optional.empty();
      }
      String python = System.getenv().getOrDefault("PENSTOCK_PYTHON", "python3");
      try {
        String version =
            output(new ProcessBuilder(python, "-c", "import torch; print(torch.__version__)"));
        return Optional.of(new Torch(python, version.strip(), program.get()));
      } catch (IOException e) {
        System.out.println("torch is not to be had: " + e.getMessage());
        return Optional.empty();
      }
    }

    double samplesPerSecond(Shape shape, int threads, int steps)
        throws IOException, InterruptedException {
      ProcessBuilder builder =
          new ProcessBuilder(
              python,
              program.toString(),
              String.valueOf(shape.batch()),
              String.valueOf(shape.lookBack()),
              String.valueOf(shape.features()),
              String.valueOf(shape.units()),
              String.valueOf(shape.layers()),
              "0",
              String.valueOf(steps));
      builder.environment().put("THREADS", String.valueOf(threads));
      builder.environment().remove("OMP_NUM_THREADS");
      String output = output(builder);
      Matcher speed = SPEED.matcher(output);
      if (!speed.find()) {
        throw new IOException(program + " printed no speed: " + output);
      }
      return Double.parseDouble(speed.group(1));
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
      Process process = builder.redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException(output.substring(output.lastIndexOf('\n') + 1));
      }
      return output;
    }
  }
}
