package io.penstock.onnx;

import com.google.inject.Inject;
import io.penstock.model.Calibration;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.preparation.Preparation;
import io.penstock.spi.ModelFormat;
import java.nio.file.Path;
import java.util.Map;

/**
 * ONNX files: opset 17, IR 8, standard operators only. The graph has the input {@code window}
 * [batch, history + lookBack, input] of raw rows; if formulas read the rows' times, {@code time}
 * [batch, row], int64, with those of the rows to be predicted if they are read too; if raw values
 * are needed of these, {@code future} [batch, horizon, future input]; and one output {@code
 * forecast}, [batch, horizon, target] of a linear or sigmoid head, [batch, horizon, target,
 * parameter] of the others and of a model with intervals, in float32. Safe for use by several
 * threads.
 */
public final class OnnxModelFormat implements ModelFormat {
  /** Loads nothing. */
  @Inject
  public OnnxModelFormat() {}

  @Override
  public Map<String, String> versions() {
    return Map.of("ONNX Runtime", RuntimeEnvironment.get().getVersion());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if network, preparation and weights do not fit each other
   * @throws io.penstock.error.PenstockException with code CONFIG if the file would exceed ONNX's
   *     limit of 2 GB
   */
  @Override
  public byte[] encode(
      Network network,
      Preparation preparation,
      Calibration calibration,
      Weights weights,
      Map<String, String> metadata) {
    return OnnxFile.encode(
        new ForecastGraph(network, preparation, calibration, weights).build(), metadata);
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.penstock.error.PenstockException with code MODEL if there is no such file or it is
   *     not a whole ONNX file, ENVIRONMENT if it cannot be read
   */
  @Override
  public StoredModel read(Path file) {
    return new StoredOnnxModel(OnnxFile.read(file));
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.penstock.error.PenstockException with code MODEL if there is no such file, it is not
   *     a whole ONNX file, its graph is not one from windows to forecasts, or ONNX Runtime refuses
   *     it; ENVIRONMENT if it cannot be read or ONNX Runtime's native library cannot be loaded
   */
  @Override
  public ModelSession open(Path file) {
    return OnnxSession.open(OnnxFile.read(file));
  }
}
