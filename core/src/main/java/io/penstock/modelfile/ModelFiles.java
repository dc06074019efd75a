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

  /** Writes a model, whole or not at all. */
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

  /** Reads description and weights. */
  public TrainedModel read(Path file) {
    ModelFormat.StoredModel stored = format().read(file);
    ModelDescription description = ModelMetadata.read(file, stored.metadata());
    return new TrainedModel(description, stored.weights(description.network()));
  }

  /** Reads the description alone. */
  public ModelDescription description(Path file) {
    return ModelMetadata.read(file, format().read(file).metadata());
  }

  /** A few lines for people on the graph. */
  public String summary(Path file) {
    return format().read(file).summary();
  }

  /** Loads a file to run it. */
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
