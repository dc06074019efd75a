package io.penstock.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command as a process of its own: the class path, the options of the JVM and the environment
 * that the script {@code penstock} gives it.
 *
 * @param folder the process works in
 * @param jvmOptions beside the launcher's
 * @param shell a line of shell that is run before, in the process that becomes the command; empty
 *     for none
 */
public record PenstockCommand(Path folder, List<String> jvmOptions, Optional<String> shell) {

  /** In a folder, as the script starts it. */
  public static PenstockCommand in(Path folder) {
    return new PenstockCommand(folder, List.of(), Optional.empty());
  }

  PenstockCommand with(String jvmOption) {
    List<String> options = new ArrayList<>(jvmOptions);
    options.add(jvmOption);
    return new PenstockCommand(folder, options, shell);
  }

  /** Runs a line of shell first, as {@code ulimit -f 8}. */
  PenstockCommand after(String line) {
    return new PenstockCommand(folder, jvmOptions, Optional.of(line));
  }

  /** Runs the command to its end. */
  public Outcome run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).await();
  }

  /** Starts the command, with nothing to read. */
  RunningCommand start(String... arguments) throws IOException {
    return start(new byte[0], arguments);
  }

  /** Starts the command with so much in a pipe to its standard input. */
  RunningCommand start(byte[] piped, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    shell.ifPresent(line -> command.addAll(List.of("sh", "-c", line + "; exec \"$@\"", "sh")));
    command.addAll(jvm());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        Checkout.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add("io.penstock.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    environment(builder);
    Process process = builder.start();
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write(piped);
    }
    List<String> shown = new ArrayList<>(List.of("penstock"));
    shown.addAll(List.of(arguments));
    return new RunningCommand(shown, process);
  }

  /** The launcher's options of the JVM. */
  public static List<String> jvm() {
    List<String> command = new ArrayList<>();
    command.add(Checkout.java().toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:MaxNewSize=64m",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Dai.djl.offline=true");
    return command;
  }

  /** The launcher's environment, and none of what would change the command. */
  public static void environment(ProcessBuilder builder) {
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPT_OUT_TRACKING", "true");
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    if (List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
        .allMatch(name -> builder.environment().getOrDefault(name, "").isEmpty())) {
      builder.environment().put("LC_ALL", "C.UTF-8");
    }
    builder.environment().remove("PENSTOCK_DEBUG");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
  }

  /** The names of what is in the folder, sorted. */
  List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
