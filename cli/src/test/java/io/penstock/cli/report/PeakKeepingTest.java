package io.penstock.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeakKeepingTest {
  private static final int COUNT = 1_000_000;
  private static final int MOST = 2_000;

  private static double[] noise() {
    Random random = new Random(7);
    return IntStream.range(0, COUNT).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  private static int[] kept(double[]... lines) {
    return PeakKeeping.of(
        lines[0].length,
        MOST,
        Arrays.stream(lines)
            .map(line -> (java.util.function.IntToDoubleFunction) i -> line[i])
            .toList(),
        i -> false);
  }

  @Test
  void fewPointsAreAllKept() {
    assertThat(kept(new double[] {1, 2, 3})).containsExactly(0, 1, 2);
  }

  @Test
  void everyPeakFarAboveAndBelowTheRestSurvives() {
    double[] values = noise();
    for (int peak = 1234; peak < COUNT; peak += 9_973) {
      values[peak] = peak % 2 == 0 ? 50 : -50;
    }

    int[] kept = kept(values);

    assertThat(kept).hasSizeLessThan(MOST + 10);
    List<Integer> places = Arrays.stream(kept).boxed().toList();
    for (int peak = 1234; peak < COUNT; peak += 9_973) {
      assertThat(places).contains(peak);
    }
  }

  @Test
  void theHighestAndLowestOfEachStretchAreKept() {
    double[] values = noise();
    int[] kept = kept(values);

    int stretch = COUNT / (MOST / 2);
    for (int from = 0; from < COUNT; from += stretch) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + stretch; i++) {
        greatest = Math.max(greatest, values[i]);
      }
      double shown = Double.NEGATIVE_INFINITY;
      for (int i : kept) {
        shown = i >= from && i < from + stretch ? Math.max(shown, values[i]) : shown;
      }
      assertThat(shown).isEqualTo(greatest);
    }
  }

  @Test
  void linesDrawnOverOneAnotherKeepThePeaksOfEach() {
    double[] one = noise();
    double[] other = noise();
    one[400_000] = 99;
    other[700_000] = -99;

    assertThat(kept(one, other)).contains(400_000, 700_000);
  }

  @Test
  void aMissingRunLeavesAGapInTheLine() {
    double[] values = noise();
    Arrays.fill(values, 500_000, 520_000, Double.NaN);

    Frame frame = Frame.of(COUNT, MOST, i -> i, List.of(i -> values[i]), i -> false);

    boolean gap = false;
    for (int i = 0; i < frame.x().length; i++) {
      boolean within = frame.x()[i] >= 500_000 && frame.x()[i] < 520_000;
      gap |= within;
      assertThat(Double.isNaN(frame.line(0)[i])).isEqualTo(within);
    }
    assertThat(gap).isTrue();
  }

  @Test
  void aBreakBetweenTwoPointsIsAPlaceWithoutAValue() {
    Frame frame = Frame.of(4, 10, i -> 10 * i, List.of(i -> i), i -> i == 2);

    assertThat(frame.x()).containsExactly(0, 10, 15, 20, 30);
    assertThat(frame.line(0)).containsExactly(0, 1, Double.NaN, 2, 3);
  }

  @Test
  void aBreakInALongLineIsKept() {
    double[] values = noise();

    Frame frame = Frame.of(COUNT, MOST, i -> i, List.of(i -> values[i]), i -> i == 600_001);

    assertThat(Arrays.stream(frame.line(0)).filter(Double::isNaN)).hasSize(1);
  }
}
