package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.Penstock;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.model.Forecast;
import io.penstock.series.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A service that only runs models: no engine on its class path. What else is true of one is tested
 * where its program is, in {@code examples/inference-only}.
 */
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

  @Test
  void theModelThatIsShippedIsWhatItsPageTrains() throws Exception {
    Path shipped = Checkout.path("examples/inference-only/passengers.onnx");
    String page = Files.readString(Checkout.path("examples/inference-only/README.md"));
    Matcher block = Pattern.compile("(?ms)^```sh\\R(\\./penstock train .*?)^```$").matcher(page);
    assertThat(block.find()).isTrue();
    List<String> words =
        ShellLine.words(ShellLine.joined(block.group(1).lines().toList()).get(0)).stream()
            .map(
                word ->
                    word.equals("examples/airline/passengers.csv")
                        ? passengersOfTheCheckout()
                        : word)
            .map(word -> word.endsWith(".onnx") ? "again.onnx" : word)
            .toList();

    succeed(words.subList(1, words.size()).toArray(String[]::new));

    Penstock penstock = Penstock.create();
    Series series = penstock.read(Checkout.airline());
    assertThat(penstock.verify(shipped).holds()).isTrue();
    try (Forecaster one = penstock.load(shipped);
        Forecaster again = penstock.load(folder.resolve("again.onnx"))) {
      assertThat(again.description().network()).isEqualTo(one.description().network());
      assertThat(again.description().preparation()).isEqualTo(one.description().preparation());
      assertThat(again.description().training().training())
          .isEqualTo(one.description().training().training());
      Forecast expected = one.forecast(series);
      Forecast given = again.forecast(series);
      for (int step = 0; step < 12; step++) {
        // Another processor rounds otherwise, and training carries that on.
        assertThat(given.value(step, 0)).isCloseTo(expected.value(step, 0), within(10f));
      }
    }
  }

  private static String passengersOfTheCheckout() {
    return Checkout.airline().toString();
  }
}
