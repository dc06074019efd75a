package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.penstock.onnx.OnnxChecker;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What the file of the command gives where there is no Penstock: from raw rows the numbers of
 * {@code penstock forecast}, to 1e-5 of the target's scale (rule N4).
 */
class ElsewhereTest extends EndToEndTest {
  private static final int LOOK_BACK = 24;
  private static final int HORIZON = 12;

  /** About the standard deviation of the months that the scaling is fitted on. */
  private static final double SCALE = 70;

  private static double[] passengersOfEachMonth() throws IOException {
    return Files.readAllLines(Checkout.airline()).stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
        .toArray();
  }

  private double[] forecastOfTheCommand() throws Exception {
    return succeed("forecast", "passengers.onnx", Checkout.airline().toString())
        .out()
        .lines()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
        .toArray();
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aPlainSessionOfOnnxRuntimeGivesTheForecastFromRawRows(String backend) throws Exception {
    Path file = model(backend);
    OnnxChecker.check(file);
    double[] months = passengersOfEachMonth();
    float[] window = new float[2 * LOOK_BACK];
    for (int row = 0; row < LOOK_BACK; row++) {
      window[row] = (float) months[months.length - LOOK_BACK - 12 + row];
      window[LOOK_BACK + row] = (float) months[months.length - LOOK_BACK + row];
    }

    float[][][] forecasts;
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session =
            environment.createSession(file.toString(), new OrtSession.SessionOptions());
        OnnxTensor rows =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(window), new long[] {2, LOOK_BACK, 1});
        OrtSession.Result result = session.run(Map.of("window", rows))) {
      forecasts = (float[][][]) result.get("forecast").orElseThrow().getValue();
    }

    double[] expected = forecastOfTheCommand();
    assertThat(expected).hasSize(HORIZON);
    assertThat(forecasts).hasDimensions(2, HORIZON);
    for (int step = 0; step < HORIZON; step++) {
      assertThat((double) forecasts[1][step][0]).isCloseTo(expected[step], within(1e-5 * SCALE));
    }
    assertThat(forecasts[0][0][0]).as("another window").isNotEqualTo(forecasts[1][0][0]);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void pythonGivesTheForecastFromRawRows(String backend) throws Exception {
    Optional<String> python = pythonWithOnnxRuntime();
    assumeTrue(
        python.isPresent(),
        "no python3 with onnxruntime and numpy here, or named by the environment variable PENSTOCK_PYTHON");
    model(backend);
    Path script =
        write(
            "elsewhere.py",
            """
            import csv, sys
            import numpy, onnxruntime
            rows = [float(row["passengers"]) for row in csv.DictReader(open(sys.argv[2]))]
            session = onnxruntime.InferenceSession(sys.argv[1])
            window = numpy.array(rows[-24:], dtype="float32").reshape(1, 24, 1)
            for value in session.run(None, {"window": window})[0].ravel():
                print(repr(float(value)))
            """);

    Process process =
        new ProcessBuilder(
                python.orElseThrow(),
                script.toString(),
                folder.resolve("passengers.onnx").toString(),
                Checkout.airline().toString())
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(printed).isZero();

    List<Double> values = printed.lines().map(Double::valueOf).toList();
    double[] expected = forecastOfTheCommand();
    assertThat(values).hasSize(HORIZON);
    for (int step = 0; step < HORIZON; step++) {
      assertThat(values.get(step)).isCloseTo(expected[step], within(1e-5 * SCALE));
    }
  }

  private static Optional<String> pythonWithOnnxRuntime() throws Exception {
    String python = System.getenv().getOrDefault("PENSTOCK_PYTHON", "python3");
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import numpy, onnxruntime")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0 ? Optional.of(python) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
