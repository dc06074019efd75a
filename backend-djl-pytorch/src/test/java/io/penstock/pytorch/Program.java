package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs a main class of the tests in a virtual machine of its own, which has no binding for SLF4J.
 */
final class Program {
  private Program() {}

  /**
   * Runs to the end, which must be a good one.
   *
   * @param folder to keep what is printed
   * @param options of the virtual machine
   * @param arguments of the program
   * @return what was printed, on the standard error too
   */
  static String run(Class<?> main, Path folder, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // From JDK 24 on, the virtual machine itself warns of native code unless it is allowed.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--"))
        .forEach(command::add);
    command.addAll(options);
    command.add("-cp");
    command.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("slf4j-nop"))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");

    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // What the build sets, an application's environment has not.
    builder.environment().remove("OPT_OUT_TRACKING");
    builder.environment().remove("OMP_NUM_THREADS");
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();

    String printed = Files.readString(output);
    assertThat(ended).as("ended, having printed %s", printed).isTrue();
    assertThat(process.exitValue()).as("exit code, having printed %s", printed).isZero();
    return printed;
  }
}
