package io.penstock.spi;

import io.penstock.model.Calibration;
import io.penstock.model.RawWindows;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.preparation.Preparation;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes, reads and runs model files. Errors are {@link io.penstock.error.PenstockException}s:
 * MODEL for a file that is damaged or of another kind, ENVIRONMENT where it cannot be written or
 * read.
 */
public interface ModelFormat {
  /** {@return versions of the runtime, by name, as {@code ONNX Runtime → 1.28.0}} */
  Map<String, String> versions();

  /**
   * Encodes a model as the bytes of a file: a graph from raw rows [batch, history + lookBack,
   * input], their times and raw values known of the future [batch, horizon, future input] if the
   * preparation reads any, to forecasts in the targets' own units. The preparation, the network,
   * its anchor and the way back from scaling and transformations are inside: see {@link RawWindows}
   * for what goes in. Forecasts are [batch, horizon, target] of a linear head, and of a sigmoid
   * one, which gives probabilities; [batch, horizon, target, parameter] of the others:
   * probabilities of classes, quantiles in ascending order, mean and scale. A model with intervals
   * gives [batch, horizon, target, 3] whatever its head: lower end, forecast, upper end. Equal
   * arguments give equal bytes.
   *
   * @param network its network
   * @param preparation its preparation
   * @param calibration what its forecasts are besides
   * @param weights its weights
   * @param metadata text that travels in the file, by key, in the map's order
   * @return the bytes of a whole file
   */
  byte[] encode(
      Network network,
      Preparation preparation,
      Calibration calibration,
      Weights weights,
      Map<String, String> metadata);

  /**
   * Encodes a model whose forecasts are as the head gives them.
   *
   * @param network its network
   * @param preparation its preparation
   * @param weights its weights
   * @param metadata text that travels in the file, by key, in the map's order
   * @return the bytes of a whole file
   */
  default byte[] encode(
      Network network, Preparation preparation, Weights weights, Map<String, String> metadata) {
    return encode(network, preparation, Calibration.NONE, weights, metadata);
  }

  /**
   * Reads a file's metadata and weights without running it.
   *
   * @param file a model file
   * @return what is stored in it
   */
  StoredModel read(Path file);

  /**
   * Loads a file to run it, on one thread of the processor a call.
   *
   * @param file a model file
   * @return an open session, to be closed by whoever asked for it
   */
  ModelSession open(Path file);

  /** What a file holds. */
  interface StoredModel {
    /** {@return the metadata that were written, in order} */
    Map<String, String> metadata();

    /**
     * {@return the weights}
     *
     * @param network as described in the metadata
     * @throws io.penstock.error.PenstockException with code MODEL if they do not fit
     */
    Weights weights(Network network);

    /** {@return a few lines for people on the graph: inputs, outputs, operators, opset} */
    String summary();
  }

  /** A loaded file. Safe for use by several threads. */
  interface ModelSession extends AutoCloseable {
    /**
     * Runs the graph.
     *
     * @param windows what the model is asked about
     * @return [count, horizon, target, parameter], row-major, as the graph gives them
     */
    float[] run(RawWindows windows);

    /**
     * Runs the graph of a model that reads no time.
     *
     * @param windows what the model is asked about
     * @param future [count, horizon, future input], row-major, raw units; empty if the model takes
     *     none
     * @param count how many windows
     * @return [count, horizon, target, parameter], row-major, in the targets' units
     */
    default float[] run(float[] windows, float[] future, int count) {
      return run(new RawWindows(count, windows, future));
    }

    @Override
    void close();
  }
}
