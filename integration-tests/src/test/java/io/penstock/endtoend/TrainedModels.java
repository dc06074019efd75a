package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Models that several tests read: trained once by the command, and removed when the tests end. */
final class TrainedModels {
  private static final Map<String, Path> PASSENGERS = new HashMap<>();

  private TrainedModels() {}

  /** Twelve months ahead, few epochs. The file is not to be changed. */
  static synchronized Path passengers(String backend) throws IOException, InterruptedException {
    Path known = PASSENGERS.get(backend);
    if (known != null) {
      return known;
    }
    Path folder = Files.createTempDirectory("penstock-end-to-end");
    Path model = folder.resolve("passengers-" + backend + ".onnx");
    Outcome outcome =
        PenstockCommand.in(folder)
            .run(
                "train",
                Checkout.airline().toString(),
                "--target",
                "passengers",
                "--horizon",
                "12",
                "--epochs",
                "20",
                "--backend",
                backend,
                "--out",
                model.toString());
    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    folder.toFile().deleteOnExit();
    model.toFile().deleteOnExit();
    PASSENGERS.put(backend, model);
    return model;
  }
}
