package io.penstock.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkout that is tested, and what the build has made in it. */
public final class Checkout {
  private static final Path ROOT = Path.of(System.getProperty("penstock.root", ".."));

  private Checkout() {}

  /** A file or folder of the checkout. */
  public static Path path(String relative) {
    return ROOT.resolve(relative).toAbsolutePath().normalize();
  }

  /** The 144 months that are shipped with the project. */
  public static Path airline() {
    return path("examples/airline/passengers.csv");
  }

  /** What the launcher puts on the class path: the command's jar, then all it needs. */
  public static List<Path> classPath() {
    Path jar = path("cli/target/penstock-cli.jar");
    Path list = path("cli/target/penstock.classpath");
    if (!Files.exists(jar) || !Files.exists(list)) {
      throw new AssertionError(
          "The command is not built: "
              + jar
              + " or "
              + list
              + " is missing. ./mvnw verify builds them before these tests, so does ./mvnw -Dquick -pl cli -am package.");
    }
    try {
      String separator = System.getProperty("path.separator");
      return List.of((jar + separator + Files.readString(list).strip()).split(separator)).stream()
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The {@code java} that these tests run on. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
