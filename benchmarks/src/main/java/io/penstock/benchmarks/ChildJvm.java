package io.penstock.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM like this one, with a heap of its own. */
final class ChildJvm {
  private ChildJvm() {}

  /**
   * Runs a program, its output on this process's.
   *
   * @param options more options for the JVM
   * @throws IOException if it fails
   */
  static void run(Class<?> program, List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(command(program, options, arguments)).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(program.getSimpleName() + " ended with exit code " + code);
    }
  }

  /** The command of a JVM like this one. */
  static List<String> command(Class<?> program, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(arguments);
    return command;
  }
}
