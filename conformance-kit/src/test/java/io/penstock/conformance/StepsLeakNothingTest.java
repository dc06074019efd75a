package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.conformance.DrawnSteps.Sample;
import io.penstock.experiment.Experiment;
import io.penstock.leak.LeakCheck;
import io.penstock.series.Series;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule N5, for every step that there is and for chains of them. */
class StepsLeakNothingTest {
  private final Series series = DrawnSteps.series(7, 400);

  static Stream<List<Sample>> chains() {
    return Stream.concat(
        DrawnSteps.alone().stream(), IntStream.range(0, 60).mapToObj(DrawnSteps::chain));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void nothingThatIsComputedForARowKnowsOfALaterOne(List<Sample> chain) {
    Experiment experiment = Experiment.forecast("load").steps(DrawnSteps.steps(chain)).build();
    assertThat(LeakCheck.find(series, any -> experiment)).isEmpty();
  }
}
