package io.penstock.modelfile;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.spi.ModelFormat;
import java.nio.file.Path;
import java.util.Map;

/** Writes and reads model files, which are ONNX files. */
public final class ModelFiles {
  private static final String FORMAT = "onnx";

  private final Map<String, Provider<ModelFormat>> formats;

  @Inject
  ModelFiles(Map<String, Provider<ModelFormat>> formats) {
    this.formats = formats;
  }

  /**
   * Writes a model, whole or not at all.
   *
   * @param model to be written
   * @param file the model file
   */
  public void write(TrainedModel model, Path file) {
    ModelDescription description = model.description();
    byte[] bytes =
        format()
            .encode(
                description.network(),
                description.preparation(),
                description.calibration(),
                model.weights(),
                ModelMetadata.of(description));
    FileInPlace.write(file, bytes);
  }

  /**
   * Reads description and weights.
   *
   * @param file the model file
   * @return description and weights
   */
  public TrainedModel read(Path file) {
    ModelFormat.StoredModel stored = format().read(file);
    ModelDescription description = ModelMetadata.read(file, stored.metadata());
    return new TrainedModel(description, stored.weights(description.network()));
  }

  /**
   * Reads the description alone.
   *
   * @param file the model file
   * @return what the model is
   */
  public ModelDescription description(Path file) {
    return ModelMetadata.read(file, format().read(file).metadata());
  }

  /**
   * {@return a few lines for people on the graph}
   *
   * @param file the model file
   */
  public String summary(Path file) {
    return format().read(file).summary();
  }

  /**
   * Loads a file to run it.
   *
   * @param file the model file
   * @return an open session, to be closed by whoever asked for it
   */
  public ModelFormat.ModelSession open(Path file) {
    return format().open(file);
  }

  private ModelFormat format() {
    Provider<ModelFormat> provider = formats.get(FORMAT);
    if (provider == null) {
      throw PenstockException.environment(
          "Nothing on the class path reads and writes ONNX files. Add io.penstock:penstock-backend-onnx.");
    }
    return provider.get();
  }
}
