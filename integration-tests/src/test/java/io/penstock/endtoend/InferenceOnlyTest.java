package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Penstock;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.series.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A service that only runs models: no engine on its class path. */
class InferenceOnlyTest extends EndToEndTest {
  /** What such a service does; and what it cannot. */
  static final class Service {
    private Service() {}

    public static void main(String[] arguments) {
      Penstock penstock = Penstock.create();
      Series series = penstock.read(Path.of(arguments[1]));
      try (Forecaster forecaster = penstock.load(Path.of(arguments[0]))) {
        System.out.println(forecaster.forecast(series).values());
      }
      System.out.println(penstock.verify(Path.of(arguments[0])).holds());
      try {
        penstock.train(series, Experiment.forecast("passengers").horizon(12).build());
        System.out.println("trained");
      } catch (PenstockException e) {
        System.out.println(e.code() + " " + e.getMessage());
      }
    }
  }

  private static boolean isOfAnEngine(Path entry) {
    String path = entry.toString().replace('\\', '/');
    return List.of("/ai/djl/", "/tensorflow/", "/bytedeco/", "backend-djl", "backend-tensorflow")
        .stream()
        .anyMatch(path::contains);
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void aModelRunsWithoutTheEngineThatTrainedItAndTrainingNamesWhatIsMissing(String backend)
      throws Exception {
    Path model = model(backend);
    List<Path> entries =
        new ArrayList<>(
            Checkout.classPath().stream().filter(entry -> !isOfAnEngine(entry)).toList());
    assertThat(entries.size()).isLessThan(Checkout.classPath().size() - 5);
    entries.add(Path.of("target", "test-classes").toAbsolutePath());
    List<String> command = new ArrayList<>(PenstockCommand.jvm());
    command.addAll(
        List.of(
            "-cp",
            entries.stream()
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator"))),
            Service.class.getName(),
            model.toString(),
            Checkout.airline().toString()));

    Outcome outcome =
        new RunningCommand(command, new ProcessBuilder(command).directory(folder.toFile()).start())
            .await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).as(outcome.transcript()).hasSize(3);
    assertThat(lines.get(0).split(",")).hasSize(12);
    assertThat(lines.get(1)).isEqualTo("true");
    assertThat(lines.get(2))
        .startsWith("ENVIRONMENT ")
        .contains("penstock-backend-djl-pytorch", "penstock-backend-tensorflow", "natives");
  }
}
