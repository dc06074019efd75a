package io.penstock.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Python that has torch, and the program it runs: the same training, the peer of the engines. */
record Torch(String python, String version, Path program) {
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
      return Optional.of(new Torch(python, version, program.get()));
    } catch (IOException e) {
      System.out.println("torch is not to be had: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * A contestant, a process a round.
   *
   * @param seconds of a round, about
   */
  Contestant contestant(int threads, Shape shape, double seconds) {
    return new OnProcessor(this, shape, threads, seconds);
  }

  /**
   * A contestant on a CUDA device, a process a round.
   *
   * @param name for the tables
   * @param device as torch calls it, such as {@code cuda:0}
   * @param seconds of a round, about
   */
  Contestant contestant(String name, String device, Shape shape, double seconds) {
    return new OnDevice(this, name, device, shape, seconds);
  }

  /** Whether torch finds CUDA usable. */
  boolean hasCuda() throws IOException, InterruptedException {
    String answer =
        output(new ProcessBuilder(python, "-c", "import torch; print(torch.cuda.is_available())"));
    return answer.endsWith("True");
  }

  private record OnProcessor(Torch torch, Shape shape, int threads, double seconds)
      implements Contestant {
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
      int steps = Math.max(5, (int) (seconds / perStep));
      ProcessBuilder builder = new ProcessBuilder(torch.command(List.of(), shape, steps));
      builder.environment().put("THREADS", String.valueOf(threads));
      builder.environment().remove("OMP_NUM_THREADS");
      return new Speed(torch.samplesPerSecond(builder), Double.NaN);
    }

    @Override
    public void close() {
      // Nothing is open between rounds.
    }
  }

  private record OnDevice(Torch torch, String name, String device, Shape shape, double seconds)
      implements Contestant {
    /**
     * Runs the program with all that it makes on a device, and with a clock that waits until what
     * was given to the device is done.
     */
    private static final String ON_DEVICE =
        """
        import runpy, sys, time, torch
        torch.set_default_device(sys.argv[1])
        clock = time.perf_counter
        time.perf_counter = lambda: (torch.cuda.synchronize(), clock())[1]
        sys.argv = sys.argv[2:]
        runpy.run_path(sys.argv[0], run_name="__main__")
        """;

    @Override
    public void warmUp() {
      // Each process warms up by itself.
    }

    @Override
    public Speed round() throws IOException, InterruptedException {
      // Some 2 ms a step, so about as long as the others take.
      int steps = Math.max(50, (int) (seconds / 2e-3));
      List<String> before = List.of("-c", ON_DEVICE, device);
      return new Speed(
          torch.samplesPerSecond(new ProcessBuilder(torch.command(before, shape, steps))),
          Double.NaN);
    }

    @Override
    public void close() {
      // Nothing is open between rounds.
    }
  }

  /** The program's command; {@code before} stands between Python and it. */
  private List<String> command(List<String> before, Shape shape, int steps) {
    List<String> command = new ArrayList<>(List.of(python));
    command.addAll(before);
    command.add(program.toString());
    command.addAll(shape.arguments());
    command.add(String.valueOf(steps));
    return command;
  }

  private double samplesPerSecond(ProcessBuilder builder) throws IOException, InterruptedException {
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
