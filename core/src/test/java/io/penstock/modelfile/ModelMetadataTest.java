package io.penstock.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import io.penstock.model.GoldenRow;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.series.Frequency;
import io.penstock.series.TimeStep;
import io.penstock.testing.SampleScores;
import io.penstock.training.Clipping;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.Schedule;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelMetadataTest {
  private static final Path FILE = Path.of("m.onnx");

  private static final Network NETWORK =
      new Network(3, 2, 2, 1, Anchor.LAST_VALUE, List.of(LstmLayer.of(4), LstmLayer.of(3)));

  static Stream<Training> trainings() {
    Training first = new Training(50, 16, new Optimizer.Adam(0.001), Loss.MAE, 5, 0.001, false, -7);
    return Stream.concat(
        Stream.of(
                new Optimizer.Adam(0.001, 0.8, 0.99, 1e-7),
                new Optimizer.Sgd(0.1, 0.9, true),
                new Optimizer.AdamW(0.002, 0.7, 0.98, 1e-6, 0.03),
                new Optimizer.Nadam(0.003, 0.6, 0.97, 1e-5),
                new Optimizer.RmsProp(0.004, 0.95, 1e-4),
                new Optimizer.Adagrad(0.005, 1e-3))
            .map(first::withOptimizer),
        Stream.concat(
            Stream.of(
                first.withPenalty(new Penalty(1e-5, 0.1)),
                first.withClipping(new Clipping(1.5, Double.POSITIVE_INFINITY)),
                first.withClipping(new Clipping(Double.POSITIVE_INFINITY, 0.25)),
                first.withClipping(new Clipping(3, 0.5))),
            Stream.concat(
                Arrays.stream(Loss.values()).map(first::withLoss),
                Stream.of(
                        Schedule.CONSTANT,
                        new Schedule.Step(3, 0.5),
                        new Schedule.Exponential(0.97),
                        new Schedule.Cosine(2, 0.01),
                        new Schedule.OneCycle(0.3),
                        new Schedule.OnPlateau(0.2, 4))
                    .map(first::withSchedule))));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void everyWayToTrainIsReadBackAsItWasWritten(Training training) {
    ModelDescription model = description(training, Optional.of(evaluation(0.5)));
    assertThat(ModelMetadata.read(FILE, ModelMetadata.of(model))).isEqualTo(model);
  }

  static Stream<Network> networks() {
    List<LstmLayer> layers =
        Arrays.stream(Activation.values())
            .flatMap(
                activation ->
                    Arrays.stream(Direction.values())
                        .map(direction -> new LstmLayer(3, direction, activation, 0.125)))
            .toList();
    Network plain = new Network(6, 2, 2, 1, Anchor.NONE, layers);
    return Stream.of(
        plain,
        plain.withSegment(3),
        plain.withEmbedding(5),
        plain.withHead(new Head.Sigmoid()),
        plain.withHead(new Head.Softmax(4)),
        plain.withHead(new Head.Quantiles(List.of(0.1, 1 / 3.0, 0.9))),
        plain.withHead(new Head.Gaussian()).withSegment(2).withEmbedding(1));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyNetworkIsReadBackAsItWasWritten(Network network) {
    ModelDescription model = description(network);
    assertThat(ModelMetadata.read(FILE, ModelMetadata.of(model))).isEqualTo(model);
  }

  @Test
  void whateverCanBeDescribedIsReadBackAsItWasWritten() {
    for (int seed = 0; seed < 1000; seed++) {
      ModelDescription model = new RandomDescriptions(seed).description();
      Map<String, String> metadata = ModelMetadata.of(model);
      assertThat(ModelMetadata.read(FILE, metadata)).as("seed %d", seed).isEqualTo(model);
      // Text that another program would not read as JSON is no metadata.
      assertThat(metadata.values()).noneMatch(text -> text.contains("NaN"));
    }
  }

  /** As the first version wrote it: a key that it lacks means what it could only mean then. */
  @Test
  void theFirstFilesAreStillRead() throws IOException {
    Map<String, String> metadata;
    try (InputStream first = ModelMetadataTest.class.getResourceAsStream("first.json")) {
      metadata = new ObjectMapper().readValue(first, new TypeReference<>() {});
    }
    assertThat(metadata.get("penstock.network"))
        .doesNotContain("segment", "embedding", "dropout", "head", "channels", "future")
        .doesNotContain("anchorSeason", "scaledByWindow", "relativeInputs");
    assertThat(metadata.get("penstock.evaluation")).doesNotContain("leading");
    assertThat(metadata.get("penstock.preparation")).doesNotContain("future");
    assertThat(metadata.get("penstock.training"))
        .doesNotContain("penalty", "clipping", "schedule", "labels", "monitor", "keepBest")
        .doesNotContain("validationScores", "keptEpoch");

    ModelDescription model = ModelMetadata.read(FILE, metadata);

    assertThat(model.network())
        .isEqualTo(
            new Network(
                12,
                1,
                3,
                1,
                Anchor.LAST_VALUE,
                1,
                OptionalInt.empty(),
                List.of(LstmLayer.of(6), LstmLayer.of(4)),
                new Head.Linear()));
    assertThat(model.training().training())
        .isEqualTo(
            new Training(40, 8, new Optimizer.Sgd(0.05, 0.9, true), Loss.MAE, 7, 0.001, true, 1));
    assertThat(model.training().stopped()).isEqualTo(StopReason.NO_IMPROVEMENT);
    assertThat(model.preparation().columns())
        .containsExactly(new ColumnScaling("passengers", 218.36f, 73.84843f));
    assertThat(model.frequency()).isEqualTo(new Frequency(1, TimeStep.MONTH));
    assertThat(model.training().keptEpoch()).isEqualTo(model.training().bestEpoch());
    assertThat(model.preparation().future()).isEmpty();
    assertThat(model.evaluation().orElseThrow().leading()).isEqualTo(Metric.MAE);
    assertThat(model.goldenRows()).hasSize(3).allMatch(row -> row.future().isEmpty());
    assertThat(ModelMetadata.read(FILE, ModelMetadata.of(model))).isEqualTo(model);
  }

  static Stream<Arguments> unknownWords() {
    return Stream.of(
        Arguments.of("penstock.network", "linear", "a head \"none-such\""),
        Arguments.of("penstock.training", "adam", "an optimizer \"none-such\""),
        Arguments.of("penstock.training", "constant", "a schedule \"none-such\""));
  }

  @ParameterizedTest
  @MethodSource("unknownWords")
  void aWordThatThisVersionDoesNotKnowIsNamed(String key, String word, String message) {
    Map<String, String> metadata =
        new LinkedHashMap<>(
            ModelMetadata.of(description(new Optimizer.Adam(0.001), Optional.empty())));
    metadata.put(key, metadata.get(key).replace("\"" + word + "\"", "\"none-such\""));
    assertThatThrownBy(() -> ModelMetadata.read(FILE, metadata))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining(message);
  }

  @Test
  void scoresThatAreNoNumbersAndAMissingEvaluationSurvive() {
    Optimizer optimizer = new Optimizer.Adam(0.001);
    ModelDescription undefined = description(optimizer, Optional.of(evaluation(Double.NaN)));
    assertThat(ModelMetadata.read(FILE, ModelMetadata.of(undefined))).isEqualTo(undefined);
    ModelDescription without = description(optimizer, Optional.empty());
    assertThat(ModelMetadata.read(FILE, ModelMetadata.of(without))).isEqualTo(without);
  }

  @Test
  void everyFloatSurvivesToItsLastBit() {
    float[] values = {0.1f, 1f / 3, Float.MIN_VALUE, Float.MAX_VALUE, -1.17549435E-38f, 16777217f};
    for (float value : values) {
      ModelDescription model = description(new Optimizer.Adam(0.001), Optional.empty(), value);
      ModelDescription read = ModelMetadata.read(FILE, ModelMetadata.of(model));
      assertThat(read.goldenRows().get(0).window().get(0)).isEqualTo(value);
    }
  }

  @Test
  void equalDescriptionsGiveEqualText() {
    ModelDescription one = description(new Optimizer.Adam(0.001), Optional.empty());
    ModelDescription other = description(new Optimizer.Adam(0.001), Optional.empty());
    assertThat(List.copyOf(ModelMetadata.of(one).entrySet()))
        .isEqualTo(List.copyOf(ModelMetadata.of(other).entrySet()));
  }

  @Test
  void aFileOfSomeoneElseIsNamedAsSuch() {
    assertThatThrownBy(() -> ModelMetadata.read(FILE, Map.of("author", "someone")))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining("m.onnx is an ONNX file, but not one that Penstock wrote");
  }

  @Test
  void aFileOfAnotherFormatNamesBothFormatsAndTheVersionThatWroteIt() {
    Map<String, String> metadata =
        new LinkedHashMap<>(
            ModelMetadata.of(description(new Optimizer.Adam(0.001), Optional.empty())));
    metadata.put("penstock.format", "9");
    assertThatThrownBy(() -> ModelMetadata.read(FILE, metadata))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining("format 9, written by version 0.1.0")
        .hasMessageContaining("reads the formats 1, 2 and 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"penstock.network", "penstock.training", "penstock.series", "penstock.golden"})
  void damagedMetadataIsAModelError(String key) {
    Map<String, String> metadata =
        new LinkedHashMap<>(
            ModelMetadata.of(description(new Optimizer.Adam(0.001), Optional.empty())));
    for (String damage : List.of("", "{", "[]", "null", "{\"lookBack\":-1}", "17")) {
      metadata.put(key, damage);
      if (key.equals("penstock.golden") && damage.equals("[]")) {
        continue; // No golden rows is not damage.
      }
      assertThatThrownBy(() -> ModelMetadata.read(FILE, metadata))
          .as("%s = %s", key, damage)
          .isInstanceOfSatisfying(
              PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
          .hasMessageContaining("m.onnx is damaged");
    }
    metadata.remove(key);
    assertThatThrownBy(() -> ModelMetadata.read(FILE, metadata))
        .hasMessageContaining("the key " + key + " is missing");
  }

  private static Evaluation evaluation(double r2) {
    return SampleScores.evaluation(
        7,
        12,
        SampleScores.of(1, 2, r2, 4, 5),
        SampleScores.of(2, 3, r2, 5, 6),
        SampleScores.of(3, 4, r2, 6, Double.NaN));
  }

  private static ModelDescription description(
      Optimizer optimizer, Optional<Evaluation> evaluation) {
    return description(optimizer, evaluation, 1.5f);
  }

  private static ModelDescription description(
      Optimizer optimizer, Optional<Evaluation> evaluation, float golden) {
    return description(NETWORK, training(optimizer), evaluation, golden);
  }

  private static ModelDescription description(Training training, Optional<Evaluation> evaluation) {
    return description(NETWORK, training, evaluation, 1.5f);
  }

  private static ModelDescription description(Network network) {
    return description(
        network, training(new Optimizer.Adam(0.001)), Optional.of(evaluation(0.5)), 1.5f);
  }

  private static Training training(Optimizer optimizer) {
    return new Training(50, 16, optimizer, Loss.MAE, 5, 0.001, false, -7);
  }

  private static ModelDescription description(
      Network network, Training training, Optional<Evaluation> evaluation, float golden) {
    return new ModelDescription(
        network,
        new Preparation(
            Scaling.STANDARD,
            List.of(
                new ColumnScaling("a", 0.1f, 1f / 3),
                new ColumnScaling("Größe \"m²\"", -1e30f, 1e-30f)),
            List.of(1, 0),
            List.of(0)),
        new Frequency(15, TimeStep.MINUTE),
        List.of("day", "hour"),
        96,
        List.of(0.25),
        new TrainingSummary(
            "pytorch",
            Map.of("PyTorch", "2.7.1", "DJL", "0.35.1"),
            training,
            List.of(1.0, 0.1 + 0.2),
            List.of(1.5, 1.25),
            List.of(0.5, Double.NaN),
            1,
            2,
            StopReason.NO_IMPROVEMENT,
            123),
        evaluation,
        "0a".repeat(32),
        "0.1.0",
        Instant.parse("2026-11-20T10:00:00Z"),
        List.of(
            new GoldenRow(
                List.of(golden, 2f, 3f, 4f, 5f, 6f), List.of(), List.of(0.1f, Float.MIN_NORMAL))));
  }

  @Test
  void scoresOfVeryManySeriesAreNotWritten() {
    Scores scores = new Scores(Map.of(Metric.MAE, 1.0));
    Map<Baseline, Scores> naive =
        Map.of(Baseline.LAST_VALUE, scores, Baseline.SEASONAL_NAIVE, scores);
    for (int count : new int[] {EvaluationJson.MOST_SERIES, EvaluationJson.MOST_SERIES + 1}) {
      List<SeriesScores> series =
          IntStream.range(0, count)
              .mapToObj(k -> new SeriesScores("s" + k, 1, scores, naive))
              .toList();
      Evaluation evaluation = new Evaluation(count, 1, Metric.MAE, scores, naive, series);
      assertThat(EvaluationJson.read(EvaluationJson.write(evaluation)).series())
          .hasSize(count > EvaluationJson.MOST_SERIES ? 0 : count);
    }
  }
}
