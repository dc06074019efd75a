package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Forecasts relative to the window, of channels that share their weights. */
class RelativeWindowTest extends EndToEndTest {
  private static final String[] NETWORK = {
    "--target=a,b",
    "--channels=independent",
    "--anchor=last-season",
    "--season=12",
    "--scale-by-window",
    "--relative-inputs",
    "--segment=6",
    "--look-back=24",
    "--horizon=5"
  };

  @BeforeEach
  void data() throws Exception {
    waves("waves.csv", 0, 1);
  }

  /** Two waves of a season of 12 rows, the values multiplied and moved. */
  private void waves(String name, double shift, double factor) throws Exception {
    Random random = new Random(11);
    StringBuilder csv = new StringBuilder("a,b\n");
    for (int row = 0; row < 240; row++) {
      double a = 5 * Math.sin(row * Math.PI / 6) + random.nextGaussian();
      double b = 300 + 40 * Math.cos(row * Math.PI / 6) + 4 * random.nextGaussian();
      csv.append(String.format(Locale.ROOT, "%.4f,%.4f%n", shift + factor * a, shift + factor * b));
    }
    write(name, csv.toString());
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aForecastMovesAndGrowsWithTheWindow(String backend) throws Exception {
    Outcome trained =
        succeed(
            with(
                NETWORK,
                "train",
                "waves.csv",
                "--units=6",
                "--epochs=3",
                "--backend=" + backend,
                "--out=m.onnx"));
    waves("moved.csv", -50, 3);

    Table plain = Table.of(succeed("forecast", "m.onnx", "waves.csv").out());
    Table moved = Table.of(succeed("forecast", "m.onnx", "moved.csv").out());

    for (String column : new String[] {"a", "b"}) {
      for (int step = 0; step < 5; step++) {
        assertThat(moved.numbers(column)[step])
            .as(column + " at step " + step)
            .isCloseTo(-50 + 3 * plain.numbers(column)[step], Offset.offset(0.02));
      }
    }
    JsonNode model = json(succeed("inspect", "m.onnx", "--json"));
    assertThat(model.path("channels").asText()).isEqualTo("independent");
    assertThat(model.path("anchor").asText()).isEqualTo("last-season");
    assertThat(model.path("anchorSeason").asInt()).isEqualTo(12);
    assertThat(model.path("scaledByWindow").asBoolean()).isTrue();
    assertThat(model.path("relativeInputs").asBoolean()).isTrue();
    assertThat(trained.out())
        .contains("at the same place of the last season, 12 rows long")
        .contains("each of the 2 targets is a series of its own");
    succeed("verify", "m.onnx");
  }

  @Test
  void enginesAndTheFileAgreeOnWhatIsRelative() throws Exception {
    requireAgreement(with(NETWORK, "waves.csv"));
    requireAgreement(
        "waves.csv", "--target=b", "--anchor=none", "--scale-by-window", "--relative-inputs");
  }

  @Test
  void theWayOfEachEngineIsToldForANetworkWithAllOfIt() throws Exception {
    write(
        "experiment.yaml",
        """
        target: [a, b]
        future: [c]
        channels: independent
        anchor: last-season
        scale-by-window: true
        relative-inputs: true
        segment: 12
        embedding: 4
        quantiles: [0.1, 0.9]
        """);

    JsonNode engines = json(succeed("backends", "--network=experiment.yaml", "--json"));

    assertThat(engines.path("engines")).hasSize(2);
    assertThat(engines.path("engines"))
        .allSatisfy(
            engine ->
                assertThat(engine.path("path").asText()).isNotBlank().doesNotContain("lacks"));
  }

  @Test
  void aSeasonLongerThanTheLookBackIsRefused() throws Exception {
    refuse(
            "train",
            "waves.csv",
            "--target=a",
            "--anchor=last-season",
            "--season=12",
            "--look-back=6")
        .contains("--look-back", "12 rows back", "at least 12");
  }
}
