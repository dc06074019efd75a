package io.penstock.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What oneDNN, which computes PyTorch's LSTM layers, tells of itself in a training: microseconds a
 * window by the clock, those of all threads added up.
 *
 * @param forward its LSTM, forward
 * @param backward its LSTM, back
 * @param reorders weights and their gradients brought into its own order and out of it
 * @param step all of the training step, and what threads wait in it
 */
record LayerLog(double forward, double backward, double reorders, double step) {
  /** A line on something computed: what, and milliseconds at its end. */
  private static final Pattern COMPUTED =
      Pattern.compile("onednn_verbose,.*,exec,cpu,(rnn|reorder),.*,([0-9.e+-]+)");

  private static final Pattern WINDOWS = Pattern.compile("\\bl\\d+t\\d+mb(\\d+)");

  /** Trains with PyTorch, the log switched on, for about so many seconds. */
  static LayerLog of(Shape shape, int threads, double seconds) throws IOException {
    List<String> arguments = TrainingChild.arguments("pytorch", "cpu", threads, shape, seconds);
    ProcessBuilder builder =
        new ProcessBuilder(ChildJvm.command(TrainingChild.class, List.of(), arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("ONEDNN_VERBOSE", "1");
    Process process = builder.start();
    try (PrintStream orders =
            new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      orders.println("warm up");
      read(answers, threads);
      orders.println("round");
      return read(answers, threads);
    } finally {
      // The child ends where its input does.
      process.onExit().join();
    }
  }

  /** Reads up to the answer to an order, which is the speed. */
  private static LayerLog read(BufferedReader answers, int threads) throws IOException {
    double forward = 0;
    double backward = 0;
    double reorders = 0;
    int windows = 0;
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      Matcher computed = COMPUTED.matcher(line);
      if (computed.matches()) {
        double microseconds = 1e3 * Double.parseDouble(computed.group(2));
        if (computed.group(1).equals("reorder")) {
          reorders += microseconds;
        } else if (line.contains(",backward,")) {
          backward += microseconds;
        } else {
          forward += microseconds;
          windows += windows(line);
        }
      } else if (!line.startsWith("onednn_verbose")) {
        double perSecond = Double.parseDouble(line.split(" ")[0]);
        return new LayerLog(
            forward / windows, backward / windows, reorders / windows, threads * 1e6 / perSecond);
      }
    }
    throw new IOException("the training has ended early");
  }

  private static int windows(String line) throws IOException {
    Matcher windows = WINDOWS.matcher(line);
    if (!windows.find()) {
      throw new IOException("no number of windows in " + line);
    }
    return Integer.parseInt(windows.group(1));
  }
}
