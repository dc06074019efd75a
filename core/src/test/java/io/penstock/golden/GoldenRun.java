package io.penstock.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.dataset.ArrayDataset;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
  /** The cases that need no more than forward tanh layers, MSE or MAE, and Adam or SGD. */
  public static final List<String> FORWARD_CASES =
      List.of("uni_adam_mse", "stacked_sgd_momentum", "stacked_units_dropless");

  /** Where the cases lie. */
  public static Path folder() {
    return Path.of(System.getProperty("penstock.root", ".."), "..", "shared", "golden");
  }

  /** Whether the cases are there. */
  public static boolean arePresent() {
    return Files.isDirectory(folder());
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
    List<LstmLayer> layers = new ArrayList<>();
    config.get("units").forEach(units -> layers.add(LstmLayer.of(units.intValue())));
    int outputs = config.get("outputs").intValue();
    Network network =
        new Network(
            config.get("T").intValue(),
            config.get("F").intValue(),
            1,
            outputs,
            Anchor.NONE,
            layers);
    int batch = config.get("batch").intValue();
    int stepsPerEpoch = config.get("N").intValue() / batch;
    int steps = config.get("steps").intValue();
    if (steps % stepsPerEpoch != 0) {
      throw new IllegalArgumentException(name + " does not end with an epoch");
    }
    Training training =
        new Training(
            steps / stepsPerEpoch,
            batch,
            optimizer(config),
            Loss.valueOf(config.get("loss").textValue().toUpperCase(Locale.ROOT)),
            0,
            0,
            false,
            1);
    ArrayDataset data =
        new ArrayDataset(
            network.lookBack(),
            network.features(),
            outputs,
            floats(node.get("X").get("data")),
            floats(node.get("Y").get("data")));
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

  private static Optimizer optimizer(JsonNode config) {
    double rate = config.get("lr").doubleValue();
    String optimizer = config.get("optimizer").textValue();
    return switch (optimizer) {
      case "adam" -> new Optimizer.Adam(rate);
      case "sgd" -> new Optimizer.Sgd(rate, config.path("momentum").doubleValue(), false);
      default -> throw new IllegalArgumentException("an optimizer " + optimizer);
    };
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
