package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that are run in a folder that is not the current one, as those of the gallery are: every
 * relative path begins there, named or not, and nothing is written elsewhere.
 */
class WorkingFolderTest {
  @TempDir private Path folder;

  private void run(String line) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new CommandLineRun(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                folder)
            .run(line.split(" "));
    assertThat(code).as(line + "\n" + err.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static List<String> here() throws IOException {
    try (var files = Files.list(Path.of(""))) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void everyRelativePathBeginsThere() throws Exception {
    List<String> before = here();
    String brief = " --target value --look-back 4 --units 2 --epochs 1";
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(
        folder.resolve("in/experiment.yaml"),
        "data: ../sine.csv\ntarget: value\nlook-back: 4\nunits: 2\nepochs: 1\n"
            + "out: yaml.onnx\nreport: yaml.html\n");

    run("generate sine --rows 200 --out sine.csv");
    run("train sine.csv --history losses.csv --step-history steps.csv --checkpoint run" + brief);
    run("train --resume run --out resumed.onnx --epochs 2");
    run("train sine.csv --from sine.onnx --test-file sine.csv --out more.onnx --epochs 1");
    run("train --config in/experiment.yaml");
    run("train --config in/experiment.yaml --out flag.onnx --report flag.html");
    run("forecast sine.onnx sine.csv --out next.csv");
    run("evaluate sine.onnx sine.csv --report scores.html");
    run("detect sine.onnx sine.csv --out anomalies.csv");
    run("backtest sine.csv --folds 2 --out folds.csv --report folds.html" + brief);
    run("compare sine.csv --report engines.html" + brief);
    run("diagnose sine.csv sine.onnx --report findings.html");
    run("backends --network in/experiment.yaml");
    run("inspect sine.onnx");
    run("verify sine.onnx");

    assertThat(here()).as("what is in the current folder").isEqualTo(before);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "in",
            "sine.csv",
            "sine.onnx",
            "losses.csv",
            "steps.csv",
            "run",
            "resumed.onnx",
            "more.onnx",
            "flag.onnx",
            "flag.html",
            "next.csv",
            "scores.html",
            "anomalies.csv",
            "folds.csv",
            "folds.html",
            "engines.html",
            "findings.html");
    assertThat(folder.resolve("in").toFile().list())
        .containsExactlyInAnyOrder("experiment.yaml", "yaml.onnx", "yaml.html");
  }
}
