package io.penstock.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.penstock.Penstock;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.formula.Formula;
import io.penstock.model.Intervals;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.onnx.OnnxModelFormat;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat.ModelSession;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on the model file promises. */
class ModelFilePageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("penstock.root", "..")).resolve("docs/model-file.md");
  private static final String PYTHON = System.getenv().getOrDefault("PENSTOCK_PYTHON", "python3");

  private static final Network NETWORK =
      new Network(
              8,
              3,
              4,
              2,
              Anchor.lastSeason(4).withScaled(true).withRelativeInputs(true),
              List.of(LstmLayer.of(6)))
          .withChannels(Channels.INDEPENDENT)
          .withFuture(2);

  private static final Preparation PREPARATION =
      new Preparation(
          Scaling.STANDARD,
          List.of(
              new ColumnScaling("promotion", 0.3f, 0.5f),
              new ColumnScaling("north", 120, 31),
              new ColumnScaling("south", 900, 205),
              new ColumnScaling("holiday", 0, 1)),
          List.of(1, 2, 0),
          List.of(2, 1),
          List.of(3, 0));

  @TempDir private Path folder;

  private static Set<String> found(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of a model that has all of them: with a test part, and with intervals. */
  @Test
  void theKeysOfTheMetadataAreThoseOfThePage() throws Exception {
    Penstock penstock = Penstock.create();
    Experiment experiment =
        Experiment.forecast("passengers")
            .units(4)
            .intervals(new IntervalWish(Intervals.Method.CONFORMAL, 0.8))
            .training(Training.DEFAULT.withEpochs(1))
            .build();
    Path file = folder.resolve("passengers.onnx");
    penstock.write(
        penstock.train(
            penstock.read(PAGE.resolveSibling("../examples/airline/passengers.csv").normalize()),
            experiment),
        file);
    Set<String> keys;
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
      keys = new TreeSet<>(session.getMetadata().getCustomMetadata().keySet());
    }
    String table = Files.readString(PAGE).replaceAll("(?s).*\\R## Metadata\\R(.*?)\\R## .*", "$1");

    assertThat(
            found(
                "`(penstock\\.[a-z0-9]+)`",
                table
                    .lines()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.split("\\|")[1])
                    .collect(Collectors.joining())))
        .isEqualTo(keys);
  }

  @Test
  void theFormulasAreThoseOfThePage() throws IOException {
    Set<String> words = new TreeSet<>();
    addRecords(Formula.class, words);
    words.removeAll(List.of("unary", "binary"));
    for (Formula.Unary.Function function : Formula.Unary.Function.values()) {
      words.add(word(function.name()));
    }
    for (Formula.Binary.Operator operator : Formula.Binary.Operator.values()) {
      words.add(word(operator.name()));
    }

    assertThat(found("`\\[\"([a-z-]+)\"", Files.readString(PAGE))).isEqualTo(words);
  }

  private static void addRecords(Class<?> type, Set<String> words) {
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        words.add(word(permitted.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_")));
      } else {
        addRecords(permitted, words);
      }
    }
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Test
  void theProgramInPythonForecastsWhatJavaDoes() throws Exception {
    assumeTrue(
        pythonHasOnnxRuntime(),
        "no python3 with onnxruntime and numpy here, or named by the environment variable PENSTOCK_PYTHON");
    Matcher program =
        Pattern.compile("(?ms)^```python\\R(.*?)^```$").matcher(Files.readString(PAGE));
    assertThat(program.find()).as("a program in Python on " + PAGE).isTrue();
    Files.writeString(folder.resolve("forecast.py"), program.group(1));
    float[] rows = rows();
    Files.writeString(folder.resolve("sales.csv"), csv(rows));
    Path file = model();

    Process process =
        new ProcessBuilder(PYTHON, "forecast.py")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();

    float[] expected = forecast(file, rows);
    List<Double> given = new ArrayList<>();
    Matcher numbers = Pattern.compile("-?\\d+\\.\\d*(e[-+]\\d+)?").matcher(printed);
    while (numbers.find()) {
      given.add(Double.valueOf(numbers.group()));
    }
    assertThat(given).as(printed).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      // What it prints has eight digits.
      double scale = PREPARATION.target(i % 2).scale();
      assertThat(given.get(i)).isCloseTo(expected[i], within(1e-5 * scale));
    }
  }

  /** More rows than the model reads, [row, column], and those that it forecasts. */
  private static float[] rows() {
    Random random = new Random(3);
    float[] rows = new float[30 * 4];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = PREPARATION.columns().get(i % 4).invert((float) random.nextGaussian());
    }
    return rows;
  }

  /** In the last rows the targets are not known. */
  private static String csv(float[] rows) {
    StringBuilder text = new StringBuilder("promotion,north,south,holiday\n");
    for (int row = 0; row < 30; row++) {
      boolean known = row < 30 - NETWORK.horizon();
      text.append(rows[4 * row]).append(',');
      text.append(known ? rows[4 * row + 1] : "").append(',');
      text.append(known ? rows[4 * row + 2] : "").append(',');
      text.append(rows[4 * row + 3]).append('\n');
    }
    return text.toString();
  }

  private Path model() throws IOException {
    Random random = new Random(4);
    float[] flat = new float[WeightLayout.of(NETWORK).size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = 0.5f * (float) random.nextGaussian();
    }
    Map<String, String> metadata =
        Map.of(
            "penstock.network", NetworkJson.write(NETWORK).toString(),
            "penstock.preparation", PreparationJson.write(PREPARATION).toString());
    byte[] bytes =
        new OnnxModelFormat().encode(NETWORK, PREPARATION, Weights.of(NETWORK, flat), metadata);
    return Files.write(folder.resolve("sales.onnx"), bytes);
  }

  private static float[] forecast(Path file, float[] rows) {
    int end = rows.length - NETWORK.horizon() * 4;
    float[] window = Arrays.copyOfRange(rows, end - NETWORK.lookBack() * 4, end);
    float[] future = new float[NETWORK.futureValues()];
    for (int i = 0; i < future.length; i++) {
      future[i] = rows[end + i / 2 * 4 + PREPARATION.future().get(i % 2)];
    }
    try (ModelSession session = new OnnxModelFormat().open(file)) {
      return session.run(window, future, 1);
    }
  }

  private static boolean pythonHasOnnxRuntime() throws InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import numpy, onnxruntime")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }
}
