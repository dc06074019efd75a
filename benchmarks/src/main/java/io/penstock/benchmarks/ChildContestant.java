package io.penstock.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program in a JVM of its own, as in a run of the command, that does as it is told line by line:
 * engines that share a JVM also share its memory, and PyTorch was a third slower beside TensorFlow.
 */
final class ChildContestant implements Contestant {
  private final String name;
  private final Process process;
  private final PrintStream orders;
  private final BufferedReader answers;

  /** What such a program does. */
  interface Work {
    /** Compiles what will be hot, and finds out how much a round has. */
    void warmUp();

    /** One round. */
    Speed round();
  }

  /**
   * @param name for the tables
   * @param program calls {@link #serve} in its main method
   */
  ChildContestant(String name, Class<?> program, List<String> arguments) throws IOException {
    this.name = name;
    this.process =
        new ProcessBuilder(ChildJvm.command(program, List.of(), arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** The child's side: does as standard input says, until it ends. */
  static void serve(Work work) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      if (order.equals("warm up")) {
        work.warmUp();
      }
      Speed speed = work.round();
      System.out.println(speed.perSecond() + " " + speed.perProcessorSecond());
    }
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
    String[] speeds = ask("round").split(" ");
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
