package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.endtoend.Checkout;
import io.penstock.endtoend.EndToEndTest;
import io.penstock.endtoend.Outcome;
import io.penstock.endtoend.PenstockCommand;
import io.penstock.endtoend.RunningCommand;
import io.penstock.endtoend.ShellLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the first page of the project promises: its commands and its Java. */
class ReadmeTest extends EndToEndTest {
  private static final Page README = Page.of("README.md");

  @BeforeEach
  void examples() throws Exception {
    Path airline = Files.createDirectories(folder.resolve("examples/airline"));
    Files.copy(Checkout.airline(), airline.resolve("passengers.csv"));
  }

  @Test
  void theCommandsOfTheReadmeWorkInTheirOrder() throws Exception {
    List<List<String>> commands = README.commands();

    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    for (List<String> command : commands) {
      succeed(ShellLine.quick(command));
    }
  }

  @Test
  void theJavaOfTheReadmeCompilesAndForecasts() throws Exception {
    String example = README.blocks("java").get(0).text();
    assertThat(example.lines().count()).as("about a dozen lines").isLessThanOrEqualTo(20);
    JavaProgram program = JavaProgram.ofStatements(example);

    assertThat(program.compiledInto(folder)).as(program.source()).isEmpty();
    List<String> command = new ArrayList<>(PenstockCommand.jvm());
    command.addAll(
        List.of(
            "-cp",
            folder + System.getProperty("path.separator") + JavaProgram.classPath(),
            "Example"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    PenstockCommand.environment(builder);
    Outcome outcome = new RunningCommand(command, builder.start()).await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    assertThat(outcome.out()).contains("epoch 1: ");
    assertThat(outcome.lastLine().replaceAll("[\\[\\] ]", "").split(","))
        .hasSize(12)
        .allSatisfy(value -> assertThat(Double.parseDouble(value)).isBetween(300.0, 700.0));
    assertThat(folder.resolve("passengers.onnx")).exists();
    succeed("verify", "passengers.onnx");
  }
}
