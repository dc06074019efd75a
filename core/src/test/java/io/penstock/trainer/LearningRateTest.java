package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.training.Schedule;
import org.junit.jupiter.api.Test;

/** The figures are those of torch.optim.lr_scheduler of PyTorch 2.7.1, in float64. */
class LearningRateTest {
  @Test
  void aConstantRateIsTheOptimizersOwn() {
    LearningRate rate = new LearningRate(0.1, Schedule.CONSTANT, 3, 2);
    assertThat(rate.at(1, 1)).isEqualTo(0.1);
    assertThat(rate.at(3, 2)).isEqualTo(0.1);
  }

  @Test
  void stepsFallEveryFewEpochsAndNotWithinOne() {
    // StepLR(o, step_size=2, gamma=0.3)
    LearningRate rate = new LearningRate(0.1, new Schedule.Step(2, 0.3), 7, 5);
    requireClose(eachEpoch(rate, 7, 1), 0.1, 0.1, 0.03, 0.03, 0.009, 0.009, 0.0027);
    assertThat(eachEpoch(rate, 7, 5)).containsExactly(eachEpoch(rate, 7, 1));
  }

  @Test
  void anExponentialScheduleFallsEachEpoch() {
    // ExponentialLR(o, gamma=0.8)
    LearningRate rate = new LearningRate(0.1, new Schedule.Exponential(0.8), 5, 3);
    requireClose(eachEpoch(rate, 5, 1), 0.1, 0.08, 0.064, 0.0512, 0.04096);
    assertThat(eachEpoch(rate, 5, 3)).containsExactly(eachEpoch(rate, 5, 1));
  }

  @Test
  void aCosineFallsFromTheFullRateToItsFloor() {
    // CosineAnnealingLR(o, T_max=11, eta_min=0.01)
    LearningRate rate = new LearningRate(0.1, new Schedule.Cosine(0, 0.1), 3, 4);
    requireClose(
        eachStep(rate, 3, 4),
        0.1,
        0.0981771838127,
        0.0928564089774,
        0.0844687330275,
        0.0736936755851,
        0.0614041677223,
        0.0485958322777,
        0.0363063244149,
        0.0255312669725,
        0.0171435910226,
        0.0118228161873,
        0.01);
  }

  @Test
  void aCosineWithWarmUpRisesFirst() {
    // SequentialLR(o, [LinearLR(o, start_factor=1/4, end_factor=1, total_iters=3),
    //     CosineAnnealingLR(o, T_max=8, eta_min=0.01)], milestones=[3])
    LearningRate rate = new LearningRate(0.1, new Schedule.Cosine(1, 0.1), 3, 4);
    requireClose(
        eachStep(rate, 3, 4),
        0.025,
        0.05,
        0.075,
        0.1,
        0.096574578963,
        0.0868198051534,
        0.0722207544564,
        0.055,
        0.0377792455436,
        0.0231801948466,
        0.013425421037,
        0.01);
  }

  @Test
  void aWarmUpAsLongAsTheRunOrLongerOnlyRises() {
    LearningRate rate = new LearningRate(1, new Schedule.Cosine(2, 0), 2, 2);
    requireClose(eachStep(rate, 2, 2), 0.25, 0.5, 0.75, 1);
    LearningRate longer = new LearningRate(1, new Schedule.Cosine(4, 0), 2, 2);
    requireClose(eachStep(longer, 2, 2), 0.125, 0.25, 0.375, 0.5);
    LearningRate single = new LearningRate(1, new Schedule.Cosine(0, 0), 1, 1);
    requireClose(eachStep(single, 1, 1), 1);
  }

  @Test
  void oneCycleRisesAndFalls() {
    // OneCycleLR(o, max_lr=0.1, total_steps=12, pct_start=0.3)
    LearningRate rate = new LearningRate(0.1, new Schedule.OneCycle(0.3), 4, 3);
    requireClose(
        eachStep(rate, 4, 3),
        0.004,
        0.034978965422,
        0.0879285159122,
        0.0994415435451,
        0.0933012969841,
        0.081174565395,
        0.0647378997695,
        0.0462637102667,
        0.0283060998209,
        0.0133477530189,
        0.00345669874254,
        4e-07);
    // OneCycleLR(o, max_lr=0.1, total_steps=12, pct_start=0.5)
    LearningRate even = new LearningRate(0.1, new Schedule.OneCycle(0.5), 4, 3);
    requireClose(
        eachStep(even, 4, 3),
        0.004,
        0.01316718427,
        0.03716718427,
        0.06683281573,
        0.09083281573,
        0.1,
        0.0933012969841,
        0.0750001,
        0.0500002,
        0.0250003,
        0.00669910301586,
        4e-07);
  }

  @Test
  void oneCycleOfASingleStepHasARate() {
    for (double rise : new double[] {0.3, 0.999}) {
      LearningRate rate = new LearningRate(0.1, new Schedule.OneCycle(rise), 1, 1);
      assertThat(rate.at(1, 1)).isGreaterThan(0).isLessThanOrEqualTo(0.1);
    }
  }

  @Test
  void aPlateauLowersTheRate() {
    // ReduceLROnPlateau(o, factor=0.5, patience=2, threshold=0)
    LearningRate rate = new LearningRate(0.1, new Schedule.OnPlateau(0.5, 2), 14, 3);
    double[] losses = {
      1.0, 0.9, 0.9, 0.95, 0.92, 0.8, 0.81, 0.79999, 0.85, 0.86, 0.87, 0.88, 0.89, 0.9
    };
    double[] rates = new double[losses.length];
    for (int epoch = 1; epoch <= losses.length; epoch++) {
      rates[epoch - 1] = rate.at(epoch, 2);
      rate.epochDone(losses[epoch - 1]);
    }
    requireClose(
        rates, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025);
  }

  @Test
  void manyStepsDoNotOverflow() {
    LearningRate rate = new LearningRate(1, new Schedule.Cosine(0, 0), 100_000, 100_000);
    assertThat(rate.at(50_001, 1)).isCloseTo(0.5, within(1e-4));
    assertThat(rate.at(100_000, 100_000)).isCloseTo(0, within(1e-15));
  }

  private static double[] eachEpoch(LearningRate rate, int epochs, int step) {
    double[] rates = new double[epochs];
    for (int epoch = 1; epoch <= epochs; epoch++) {
      rates[epoch - 1] = rate.at(epoch, step);
    }
    return rates;
  }

  private static double[] eachStep(LearningRate rate, int epochs, int steps) {
    double[] rates = new double[epochs * steps];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = rate.at(i / steps + 1, i % steps + 1);
    }
    return rates;
  }

  private static void requireClose(double[] actual, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("rate %d", i).isCloseTo(expected[i], within(1e-9 * expected[0]));
    }
  }
}
