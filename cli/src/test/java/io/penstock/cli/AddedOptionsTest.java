package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penstock.cli.gallery.Recipe;
import io.penstock.cli.output.ShellWords;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Options for all commands of an example go to those that have them. */
class AddedOptionsTest {
  private static List<String> lines(Map<String, String> given, String... commands) {
    List<List<String>> words = Stream.of(commands).map(ShellWords::words).toList();
    Recipe recipe = new Recipe(4, "04-sine", "Sine", "A sine.", words, Path.of(""));
    return new AddedOptions(given).to(recipe).stream().map(ShellWords::line).toList();
  }

  @Test
  void onlyCommandsThatHaveAnOptionGetIt() {
    assertThat(
            lines(
                Map.of("--backend", "tensorflow"),
                "penstock generate sine --out sine.csv",
                "penstock train --config experiment.yaml",
                "penstock backtest --config experiment.yaml",
                "penstock compare --config experiment.yaml",
                "penstock verify sine.onnx"))
        .containsExactly(
            "penstock generate sine --out sine.csv",
            "penstock train --config experiment.yaml --backend tensorflow",
            "penstock backtest --config experiment.yaml --backend tensorflow",
            "penstock compare --config experiment.yaml",
            "penstock verify sine.onnx");
  }

  @Test
  void whatTheUserSaysReplacesWhatTheExampleSays() {
    assertThat(
            lines(
                Map.of("--epochs", "2"),
                "penstock train a.csv --epochs 50 --target value",
                "penstock train a.csv --epochs=50 --target value"))
        .containsExactly(
            "penstock train a.csv --target value --epochs 2",
            "penstock train a.csv --target value --epochs 2");
  }

  @Test
  void anOptionThatNoCommandHasIsRefused() {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> lines(Map.of("--threads", "2"), "penstock generate sine --out sine.csv"))
        .satisfies(thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CONFIG))
        .withMessage("--threads: no command of the example 04-sine has this option. Leave it out.");
  }
}
