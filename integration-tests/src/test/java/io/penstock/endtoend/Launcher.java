package io.penstock.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The script {@code penstock} in a checkout of its own, where nothing is to be built: it has the
 * script, the command as the build has made it, and as sources nothing that is newer.
 */
final class Launcher {
  private static final Pattern MODULES = Pattern.compile("(?m)^modules='(.+)'$");

  private final Path folder;
  private final Path script;

  private Launcher(Path folder, Path script) {
    this.folder = folder;
    this.script = script;
  }

  /**
   * Makes the checkout.
   *
   * @param folder where the command is to work; the checkout is made in it
   */
  static Launcher in(Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("checkout"));
    String text = Files.readString(Checkout.path("penstock"));
    Path script = Files.writeString(root.resolve("penstock"), text);
    Matcher modules = MODULES.matcher(text);
    if (!modules.find()) {
      throw new AssertionError("the script names no modules");
    }
    Files.createFile(root.resolve("pom.xml"));
    for (String module : modules.group(1).split(" ")) {
      Files.createFile(Files.createDirectories(root.resolve(module)).resolve("pom.xml"));
    }
    Path target = Files.createDirectories(root.resolve("cli/target"));
    List<Path> classPath = Checkout.classPath();
    Files.copy(classPath.get(0), target.resolve("penstock-cli.jar"));
    Files.writeString(
        target.resolve("penstock.classpath"),
        classPath.stream()
            .skip(1)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    return new Launcher(folder, script);
  }

  /**
   * Runs the command.
   *
   * @param plugins what PENSTOCK_PLUGINS says
   */
  Outcome run(String plugins, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    PenstockCommand.environment(builder);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PENSTOCK_PLUGINS", plugins);
    builder.environment().keySet().removeAll(List.of("PENSTOCK_JAVA_OPTS", "PENSTOCK_MAVEN_OPTS"));
    return new RunningCommand(command, builder.start()).await();
  }
}
