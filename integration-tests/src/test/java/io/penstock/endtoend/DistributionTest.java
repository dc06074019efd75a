package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Forecasts of more than a value: quantiles, and mean and scale. */
class DistributionTest extends EndToEndTest {
  @BeforeEach
  void data() throws Exception {
    succeed("generate", "sine", "--rows=500", "--out=sine.csv");
  }

  private String[] training(String... more) {
    return with(
        more,
        "train",
        "sine.csv",
        "--target=value",
        "--look-back=24",
        "--horizon=3",
        "--units=8",
        "--epochs=12",
        "--learning-rate=0.01");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void quantilesAreForecastInOrderAndHoldAsManyTruthsAsTheySay(String backend) throws Exception {
    Outcome trained =
        succeed(
            training("--quantiles=0.1,0.5,0.9", "--backend=" + backend, "--json", "--out=m.onnx"));
    Table next = Table.of(succeed("forecast", "m.onnx", "sine.csv").out());
    Table all = Table.of(succeed("forecast", "m.onnx", "sine.csv", "--backtest").out());
    JsonNode json = json(succeed("forecast", "m.onnx", "sine.csv", "--json"));
    JsonNode scores = json(succeed("evaluate", "m.onnx", "sine.csv", "--json"));
    JsonNode model = json(succeed("inspect", "m.onnx", "--json"));

    assertThat(next.heads()).containsExactly("time", "value q0.1", "value q0.5", "value q0.9");
    assertThat(next.rows()).hasSize(3);
    assertThat(json.at("/rows/2/forecast/value/q0.9").asText())
        .isEqualTo(next.texts("value q0.9").get(2));
    assertThat(json.at("/head/levels").toString()).isEqualTo("[0.1,0.5,0.9]");
    assertThat(all.heads())
        .containsExactly(
            "origin", "step", "time", "value q0.1", "value q0.5", "value q0.9", "value actual");
    double[] low = all.numbers("value q0.1");
    double[] middle = all.numbers("value q0.5");
    double[] high = all.numbers("value q0.9");
    double[] actual = all.numbers("value actual");
    assertThat(IntStream.range(0, low.length))
        .allMatch(i -> low[i] <= middle[i] && middle[i] <= high[i]);
    assertThat(share(i -> low[i] <= actual[i] && actual[i] <= high[i], low.length))
        .as("truths between the quantiles 0.1 and 0.9")
        .isBetween(0.65, 0.92);
    assertThat(scores.at("/test/pinball").asDouble())
        .isPositive()
        .isLessThan(scores.at("/baselines/lastValue/pinball").asDouble());
    assertThat(model.at("/training/loss").asText()).isEqualTo("pinball");
    assertThat(json(trained).at("/head/name").asText()).isEqualTo("quantiles");
    assertThat(trained.err()).contains("epoch 1/12");
    succeed("verify", "m.onnx");
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aNormalDistributionHasAMeanAndAScaleThatHoldTheTruths(String backend) throws Exception {
    succeed(training("--head=gaussian", "--backend=" + backend, "--out=m.onnx"));
    Table next = Table.of(succeed("forecast", "m.onnx", "sine.csv").out());
    Table all = Table.of(succeed("forecast", "m.onnx", "sine.csv", "--backtest").out());

    assertThat(next.heads()).containsExactly("time", "value mean", "value scale");
    double[] mean = all.numbers("value mean");
    double[] scale = all.numbers("value scale");
    double[] actual = all.numbers("value actual");
    assertThat(Arrays.stream(scale)).allMatch(s -> s > 0);
    assertThat(share(i -> Math.abs(actual[i] - mean[i]) <= scale[i], mean.length))
        .as("truths within one scale, of which a normal distribution has 68 %")
        .isBetween(0.5, 0.85);
    assertThat(json(succeed("evaluate", "m.onnx", "sine.csv", "--json")).at("/test/nll").isNumber())
        .isTrue();
    succeed("verify", "m.onnx");
  }

  @Test
  void enginesAndTheFileAgreeOnQuantilesAndDistributions() throws Exception {
    requireAgreement("sine.csv", "--target=value", "--look-back=24", "--quantiles=0.05,0.5,0.95");
    requireAgreement("sine.csv", "--target=value", "--look-back=24", "--head=gaussian");
  }

  private interface Holds {
    boolean at(int i);
  }

  private static double share(Holds holds, int count) {
    return IntStream.range(0, count).filter(holds::at).count() / (double) count;
  }
}
