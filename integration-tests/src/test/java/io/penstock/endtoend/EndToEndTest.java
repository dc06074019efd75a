package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that runs the command in a folder of its own. Two at a time: much of a command's time is a
 * JVM's start, which keeps one core busy.
 */
@Execution(ExecutionMode.CONCURRENT)
public abstract class EndToEndTest {
  /** Both engines. */
  protected static final List<String> BACKENDS = List.of("pytorch", "tensorflow");

  /** Where the command works. */
  @TempDir protected Path folder;

  /** The command in it. */
  protected PenstockCommand penstock;

  @BeforeEach
  void commandOfTheFolder() {
    penstock = PenstockCommand.in(folder);
  }

  /** Runs the command, which is to work. */
  protected final Outcome succeed(String... arguments) throws IOException, InterruptedException {
    Outcome outcome = penstock.run(arguments);
    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    return outcome;
  }

  /**
   * Runs the command, which is to refuse: exit code 2, one message, nothing on standard output, no
   * stack and no file left.
   *
   * @return the message
   */
  protected final AbstractStringAssert<?> refuse(String... arguments)
      throws IOException, InterruptedException {
    List<String> before = penstock.files();
    Outcome outcome = penstock.run(arguments);
    assertThat(penstock.files()).as(outcome.transcript()).isEqualTo(before);
    return refused(outcome);
  }

  /** What a refusal has to be, and its message. */
  protected static AbstractStringAssert<?> refused(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.transcript()).isEqualTo(2);
    assertThat(outcome.out()).as(outcome.transcript()).isEmpty();
    assertThat(outcome.err())
        .as(outcome.transcript())
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("io.penstock.");
    assertThat(outcome.err().lines().filter(line -> line.startsWith("penstock: ")))
        .as(outcome.transcript())
        .hasSize(1);
    return assertThat(outcome.err().substring(outcome.err().indexOf("penstock: ")))
        .as(outcome.transcript());
  }

  /** Writes a file into the folder. */
  protected final Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** Arguments, then more. */
  static String[] with(String[] more, String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  /** The object in the last line. */
  static JsonNode json(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.lastLine());
  }

  /**
   * Trains on both engines for two epochs and holds them against each other and, by what they
   * forecast from raw values, against their files in ONNX Runtime (rules N1, N2 and N4).
   */
  final void requireAgreement(String... arguments) throws IOException, InterruptedException {
    JsonNode comparison =
        json(succeed(with(arguments, "compare", "--units=6", "--epochs=2", "--quiet", "--json")));
    List<String> rules =
        comparison.path("findings").valueStream().map(f -> f.path("rule").asText()).toList();
    assertThat(comparison.path("holds").asBoolean()).isTrue();
    assertThat(rules.stream().filter(rule -> rule.contains("against ONNX Runtime"))).hasSize(2);
    assertThat(comparison.path("runs")).hasSize(2);
  }

  /** Copies the airline's passengers into the folder, as {@code passengers.csv}. */
  protected final Path passengers() throws IOException {
    return Files.copy(Checkout.airline(), folder.resolve("passengers.csv"));
  }

  /** Puts a model of the passengers into the folder, as {@code passengers.onnx}. */
  protected final Path model(String backend) throws IOException, InterruptedException {
    return Files.copy(TrainedModels.passengers(backend), folder.resolve("passengers.onnx"));
  }
}
