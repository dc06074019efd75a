package io.penstock.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.dataset.ArrayDataset;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.training.Clipping;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.Schedule;
import io.penstock.training.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A reference training run: what to train, and the loss of each step and the weights and outputs
 * that a run in float64 came to.
 *
 * @param name of the case
 * @param network what is trained
 * @param training how, without early stopping
 * @param data the windows, in the order in which batches take them
 * @param initial weights to begin with
 * @param losses of each step, before its update
 * @param finalWeights after the last step
 * @param outputsBefore of all windows at the initial weights
 * @param outputsAfter of all windows at the final weights
 */
public record GoldenRun(
    String name,
    Network network,
    Training training,
    ArrayDataset data,
    Weights initial,
    double[] losses,
    float[] finalWeights,
    double[] outputsBefore,
    double[] outputsAfter) {
  /** The cases that are known; tests name them where they are skipped because none is there. */
  private static final List<String> KNOWN =
      List.of(
          "bi_adamw_mse",
          "binary_adam_l2",
          "classes_adam_l1",
          "embedding_adam",
          "huber_decay",
          "multi_rmsprop_mae",
          "quantile_adam",
          "relu_adam_mse",
          "stacked_sgd_momentum",
          "stacked_units_dropless",
          "uni_adam_mse");

  /** What a case may ask for; one that asks for more is an error and not a run without it. */
  private static final Set<String> SETTINGS =
      Set.of(
          "N",
          "T",
          "F",
          "embedding",
          "units",
          "bidirectional",
          "activation",
          "outputs",
          "loss",
          "quantiles",
          "optimizer",
          "momentum",
          "nesterov",
          "weight_decay",
          "lr",
          "lr_step_decay",
          "l1",
          "l2",
          "clip_norm",
          "clip_value",
          "batch",
          "steps");

  /** Where the cases lie. */
  public static Path folder() {
    return Path.of(System.getProperty("penstock.root", ".."), "..", "shared", "golden");
  }

  /** Whether the cases are there. */
  public static boolean arePresent() {
    return Files.isDirectory(folder());
  }

  /** The cases that are there, all of which can be read; the known ones if none is. */
  public static List<String> names() {
    if (!arePresent()) {
      return KNOWN;
    }
    try (Stream<Path> files = Files.list(folder())) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".json"))
              .map(file -> file.substring(0, file.length() - ".json".length()))
              .sorted()
              .toList();
      if (!names.containsAll(KNOWN)) {
        throw new IllegalStateException(folder() + " has no more than the cases " + names);
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a case. */
  public static GoldenRun read(String name) {
    try {
      JsonNode node = new ObjectMapper().readTree(folder().resolve(name + ".json").toFile());
      return read(name, node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenRun read(String name, JsonNode node) {
    JsonNode config = node.get("config");
    config
        .fieldNames()
        .forEachRemaining(
            setting -> {
              if (!SETTINGS.contains(setting)) {
                throw new IllegalArgumentException(name + " has a setting " + setting);
              }
            });
    Network network = network(config);
    int batch = config.get("batch").intValue();
    int stepsPerEpoch = config.get("N").intValue() / batch;
    int steps = config.get("steps").intValue();
    if (steps % stepsPerEpoch != 0) {
      throw new IllegalArgumentException(name + " does not end with an epoch");
    }
    Training training =
        Training.DEFAULT
            .withEpochs(steps / stepsPerEpoch)
            .withBatchSize(batch)
            .withOptimizer(optimizer(config))
            .withPenalty(new Penalty(config.path("l1").asDouble(0), config.path("l2").asDouble(0)))
            .withClipping(
                new Clipping(
                    config.path("clip_norm").asDouble(Double.POSITIVE_INFINITY),
                    config.path("clip_value").asDouble(Double.POSITIVE_INFINITY)))
            .withSchedule(schedule(config))
            .withLoss(loss(config))
            .withPatience(0)
            .withShuffle(false);
    ArrayDataset data =
        new ArrayDataset(
            network.lookBack(),
            network.features(),
            network.truths(),
            floats(node.get("X").get("data")),
            truths(network, floats(node.get("Y").get("data"))));
    return new GoldenRun(
        name,
        network,
        training,
        data,
        Weights.of(network, weights(network, node.get("initial"))),
        doubles(node.get("losses")),
        weights(network, node.get("final")),
        doubles(node.get("output_before").get("data")),
        doubles(node.get("output_after").get("data")));
  }

  private static Network network(JsonNode config) {
    Direction direction =
        config.get("bidirectional").booleanValue() ? Direction.BIDIRECTIONAL : Direction.FORWARD;
    Activation activation =
        Activation.valueOf(
            config.get("activation").textValue().toUpperCase(Locale.ROOT).replace('-', '_'));
    List<LstmLayer> layers = new ArrayList<>();
    config
        .get("units")
        .forEach(units -> layers.add(new LstmLayer(units.intValue(), direction, activation)));
    Head head = head(config);
    int places = config.get("outputs").intValue() / head.parameters();
    Network network =
        new Network(
                config.get("T").intValue(),
                config.get("F").intValue(),
                places,
                1,
                Anchor.NONE,
                layers)
            .withHead(head);
    return config.has("embedding")
        ? network.withEmbedding(config.get("embedding").intValue())
        : network;
  }

  private static Loss loss(JsonNode config) {
    String loss = config.get("loss").textValue();
    return switch (loss) {
      case "mse" -> Loss.MSE;
      case "mae" -> Loss.MAE;
      case "huber" -> Loss.HUBER;
      case "binary_crossentropy" -> Loss.BINARY_CROSS_ENTROPY;
      case "categorical_crossentropy" -> Loss.CATEGORICAL_CROSS_ENTROPY;
      case "quantile" -> Loss.PINBALL;
      case "gaussian_nll" -> Loss.GAUSSIAN_NLL;
      default -> throw new IllegalArgumentException("a loss " + loss);
    };
  }

  private static Head head(JsonNode config) {
    return switch (loss(config)) {
      case MSE, MAE, HUBER -> new Head.Linear();
      case BINARY_CROSS_ENTROPY -> new Head.Sigmoid();
      case CATEGORICAL_CROSS_ENTROPY -> new Head.Softmax(config.get("outputs").intValue());
      case PINBALL -> new Head.Quantiles(levels(config));
      case GAUSSIAN_NLL -> new Head.Gaussian();
    };
  }

  private static List<Double> levels(JsonNode config) {
    if (!config.has("quantiles")) {
      return List.of(0.1, 0.5, 0.9);
    }
    return Arrays.stream(doubles(config.get("quantiles"))).boxed().toList();
  }

  /** A class's index becomes a probability for each class. */
  private static float[] truths(Network network, float[] given) {
    if (!(network.head() instanceof Head.Softmax softmax)) {
      return given;
    }
    float[] truths = new float[given.length * softmax.classes()];
    for (int i = 0; i < given.length; i++) {
      truths[i * softmax.classes() + (int) given[i]] = 1;
    }
    return truths;
  }

  private static Optimizer optimizer(JsonNode config) {
    double rate = config.get("lr").doubleValue();
    String optimizer = config.get("optimizer").textValue();
    return switch (optimizer) {
      case "adam" -> new Optimizer.Adam(rate);
      case "adamw" -> new Optimizer.AdamW(rate, config.get("weight_decay").doubleValue());
      case "nadam" -> new Optimizer.Nadam(rate);
      case "rmsprop" -> new Optimizer.RmsProp(rate);
      case "adagrad" -> new Optimizer.Adagrad(rate);
      case "sgd" ->
          new Optimizer.Sgd(
              rate, config.path("momentum").asDouble(0), config.path("nesterov").asBoolean(false));
      default -> throw new IllegalArgumentException("an optimizer " + optimizer);
    };
  }

  private static Schedule schedule(JsonNode config) {
    JsonNode decay = config.path("lr_step_decay");
    return decay.isMissingNode()
        ? Schedule.CONSTANT
        : new Schedule.Step(decay.get(0).intValue(), decay.get(1).doubleValue());
  }

  /** The case's tensors are named W0, R0, b0 …, headW, headB. */
  private static float[] weights(Network network, JsonNode tensors) {
    WeightLayout layout = WeightLayout.of(network);
    float[] flat = new float[layout.size()];
    for (WeightLayout.Slot slot : layout.slots()) {
      String name =
          switch (slot.role()) {
            case INPUT -> "W" + slot.layer();
            case RECURRENT -> "R" + slot.layer();
            case BIAS -> "b" + slot.layer();
            case EMBEDDING -> "embeddingW";
            case EMBEDDING_BIAS -> "embeddingB";
            case HEAD -> "headW";
            case HEAD_BIAS -> "headB";
          };
      float[] values = floats(tensors.get(name).get("data"));
      System.arraycopy(values, 0, flat, slot.offset(), slot.size());
    }
    return flat;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).doubleValue();
    }
    return values;
  }
}
