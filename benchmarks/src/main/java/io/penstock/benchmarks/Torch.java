package io.penstock.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    return new Peer(this, shape, threads, seconds);
  }

  private record Peer(Torch torch, Shape shape, int threads, double seconds) implements Contestant {
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
      return new Speed(torch.samplesPerSecond(shape, threads, steps), Double.NaN);
    }

    @Override
    public void close() {
      // Nothing is open between rounds.
    }
  }

  private double samplesPerSecond(Shape shape, int threads, int steps)
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
            String.valueOf(shape.dropout()),
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
