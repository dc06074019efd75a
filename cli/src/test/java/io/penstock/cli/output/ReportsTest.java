package io.penstock.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.comparison.Comparison;
import io.penstock.engine.EngineReport;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Scores;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.spi.Capabilities;
import io.penstock.spi.Device;
import io.penstock.testing.SampleScores;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final Capabilities ALL =
      new Capabilities(
          Set.of(Direction.BIDIRECTIONAL, Direction.FORWARD),
          Set.of(Activation.TANH),
          Set.of(Loss.MAE, Loss.MSE),
          Set.of(Capabilities.Part.EMBEDDING, Capabilities.Part.DROPOUT));

  @Test
  void aComparisonShowsLossesScoresAndFindings() {
    Scores scores = SampleScores.of(0.5, 0.75, 0.9, 3, 0.25);
    Evaluation evaluation = SampleScores.evaluation(10, 24, scores, scores, scores);
    Comparison comparison =
        new Comparison(
            List.of(
                new Comparison.Run(
                    "pytorch",
                    Map.of("PyTorch", "2.7.1", "DJL", "0.35.1"),
                    "fused kernel",
                    List.of(0.5, 0.25),
                    List.of(0.75, 0.5),
                    2,
                    1.25,
                    12_345.6,
                    Optional.of(evaluation)),
                new Comparison.Run(
                    "tensorflow",
                    Map.of(),
                    "unrolled",
                    List.of(0.5000001),
                    List.of(),
                    1,
                    2,
                    999,
                    Optional.empty())),
            List.of(
                new Comparison.Finding("losses agree, relative", 2e-7, 1e-4),
                new Comparison.Finding("forecasts agree, of a deviation", Double.NaN, 1e-2)),
            Map.of("other", "its natives are missing"));

    assertThat(ComparisonText.lines(comparison))
        .containsExactly(
            "pytorch (DJL 0.35.1, PyTorch 2.7.1): fused kernel",
            "  loss        █▁",
            "  validation  █▁",
            "tensorflow: unrolled",
            "  loss        ▁",
            "other took no part: its natives are missing",
            "",
            "epoch    pytorch  tensorflow",
            "1      0.5000000   0.5000001",
            "2      0.2500000",
            "",
            "               MAE    RMSE    MASE  best epoch  seconds  samples/s",
            "pytorch     0.5000  0.7500  0.2500           2      1.3     12 346",
            "tensorflow       –       –       –           1      2.0        999",
            "",
            "ok      losses agree, relative: 2.00e-07, allowed 1.00e-04",
            "BROKEN  forecasts agree, of a deviation: NaN, allowed 1.00e-02");
    assertThat(ComparisonText.json(comparison).toString())
        .startsWith("{\"holds\":false,\"runs\":[{\"backend\":\"pytorch\"")
        .contains(
            "{\"rule\":\"losses agree, relative\",\"measured\":2.0E-7,\"bound\":1.0E-4,\"holds\":true}")
        .contains("\"measured\":null,\"bound\":0.01,\"holds\":false")
        .contains("\"skipped\":{\"other\":\"its natives are missing\"}");
  }

  @Test
  void ofManyEpochsSomeAreShownTheFirstAndTheLastAmongThem() {
    List<Double> losses = IntStream.range(0, 500).mapToObj(i -> 1.0 / (i + 1)).toList();
    Comparison comparison =
        new Comparison(
            List.of(
                new Comparison.Run(
                    "pytorch", Map.of(), "p", losses, List.of(), 500, 1, 1, Optional.empty())),
            List.of(),
            Map.of());

    List<String> lines = ComparisonText.lines(comparison);

    assertThat(lines).hasSizeLessThan(40);
    assertThat(lines).anyMatch(line -> line.startsWith("1   ") && line.endsWith("1.000000"));
    assertThat(lines).anyMatch(line -> line.startsWith("500 ") && line.endsWith("0.002000000"));
  }

  @Test
  void enginesAreListedWithWhatTheyCanDoOrWhyTheyCannotRun() {
    List<EngineReport> engines =
        List.of(
            new EngineReport(
                "pytorch",
                ALL,
                true,
                Optional.empty(),
                Map.of("PyTorch", "2.7.1"),
                List.of(
                    Device.CPU, Device.cuda(0, "NVIDIA H200", OptionalLong.of(150_121_480_192L))),
                "one device",
                "fused kernel"),
            new EngineReport(
                "tensorflow",
                ALL,
                false,
                Optional.of("add the jar of its natives"),
                Map.of(),
                List.of(),
                "",
                ""));

    assertThat(EngineText.lines(engines))
        .containsExactly(
            "pytorch (auto takes it)",
            "  versions      PyTorch 2.7.1",
            "  devices       cpu (processor)",
            "                cuda:0 (NVIDIA H200, 139.8 GiB)",
            "  CUDA          one device",
            "  path          fused kernel",
            "  directions    forward, bidirectional",
            "  activations   tanh",
            "  losses        mse, mae",
            "  parts         dropout, embedding",
            "",
            "tensorflow",
            "  cannot run here: add the jar of its natives",
            "  directions    forward, bidirectional",
            "  activations   tanh",
            "  losses        mse, mae",
            "  parts         dropout, embedding");
    assertThat(EngineText.json(engines).toString())
        .contains("\"name\":\"pytorch\",\"chosen\":true,\"unavailable\":null")
        .contains("\"unavailable\":\"add the jar of its natives\"")
        .contains(
            "{\"name\":\"cuda:0\",\"description\":\"NVIDIA H200\",\"memoryBytes\":150121480192}");
  }
}
