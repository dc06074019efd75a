package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import io.penstock.error.PenstockException;
import io.penstock.spi.ModelFormat.ModelSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen only from outside a JVM: what it prints, and how it ends. */
class FreshJvmTest {
  @TempDir private Path folder;

  private record Outcome(int exit, String printed) {}

  private Outcome run(List<String> options, Class<?> main, Path file)
      throws IOException, InterruptedException {
    Path printed = folder.resolve("printed.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), main.getName(), file.toString()));
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start()
            .waitFor();
    return new Outcome(exit, Files.readString(printed));
  }

  /** Uses a file in all ways. */
  static final class Use {
    private Use() {}

    public static void main(String[] arguments) {
      Path file = Path.of(arguments[0]);
      Example model = Example.usual();
      new OnnxModelFormat().read(file).summary();
      new OnnxModelFormat().versions();
      try (ModelSession session = new OnnxModelFormat().open(file)) {
        session.run(model.windows(3, 1), Example.NO_FUTURE, 3);
      }
    }
  }

  /** Leaves a session open at the JVM's end. */
  static final class Leave {
    private Leave() {}

    public static void main(String[] arguments) {
      new OnnxModelFormat()
          .open(Path.of(arguments[0]))
          .run(Example.usual().windows(3, 1), Example.NO_FUTURE, 3);
    }
  }

  /** Uses a file in a JVM that uses ONNX Runtime already. */
  static final class Join {
    private Join() {}

    public static void main(String[] arguments) {
      OrtEnvironment theirs =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "theirs");
      Use.main(arguments);
      if (OrtEnvironment.getEnvironment() != theirs) {
        throw new AssertionError("the environment was replaced");
      }
    }
  }

  /** Prints the error of a file that cannot be opened. */
  static final class Fail {
    private Fail() {}

    public static void main(String[] arguments) {
      for (int attempt = 0; attempt < 2; attempt++) {
        try (ModelSession session = new OnnxModelFormat().open(Path.of(arguments[0]))) {
          session.run(Example.usual().windows(3, 1), Example.NO_FUTURE, 3);
        } catch (PenstockException e) {
          System.out.println(e.code() + " " + e.getMessage());
        }
      }
    }
  }

  @Test
  void nothingIsPrintedAndTheJvmEnds() throws Exception {
    Path file = Example.usual().write(folder);

    assertThat(run(List.of(), Use.class, file)).isEqualTo(new Outcome(0, ""));
    assertThat(run(List.of(), Leave.class, file)).isEqualTo(new Outcome(0, ""));
  }

  /** ONNX Runtime 1.29.0 reads it for telemetry, and overflows the stack on a long class path. */
  @Test
  void aLongCommandLineDoesNoHarm() throws Exception {
    String option = "-Dlong=" + "/repository/library-1.0.0.jar:".repeat(400);

    assertThat(run(List.of(option), Use.class, Example.usual().write(folder)))
        .isEqualTo(new Outcome(0, ""));
  }

  @Test
  void anEnvironmentThatIsThereIsJoinedQuietly() throws Exception {
    assertThat(run(List.of(), Join.class, Example.usual().write(folder)))
        .isEqualTo(new Outcome(0, ""));
  }

  @Test
  void whatOnnxRuntimeRefusesIsInTheErrorAlone() throws Exception {
    GraphBuilder graph = new GraphBuilder("theirs", "");
    graph.input("window", "", 12, 4);
    graph.node("sum", "Divine", List.of("window"));
    graph.output("forecast", "", 3, 2);
    Path file =
        Files.write(
            folder.resolve("model.onnx"), OnnxFile.encode(graph.build(), Example.metadata()));

    Outcome outcome = run(List.of(), Fail.class, file);

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.printed().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("MODEL ") && line.contains("refuses the graph"));
  }

  @Test
  void aNativeLibraryThatCannotBeLoadedIsTheEnvironmentsFault() throws Exception {
    Path nowhere = folder.resolve("nowhere");

    Outcome outcome =
        run(
            List.of("-Donnxruntime.native.path=" + nowhere),
            Fail.class,
            Example.usual().write(folder));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.printed().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("ENVIRONMENT ONNX Runtime's native library cannot"))
        .first()
        .asString()
        .contains("nowhere");
  }
}
