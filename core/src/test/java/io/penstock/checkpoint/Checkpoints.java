package io.penstock.checkpoint;

import io.penstock.experiment.Split;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.trainer.OptimizerState;
import io.penstock.trainer.TrainingState;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Checkpoints of a run that nobody trained. */
final class Checkpoints {
  static final Network NETWORK = new Network(3, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(2)));

  private Checkpoints() {}

  static Checkpoint after(int epochs) {
    return after(epochs, description());
  }

  static Checkpoint after(int epochs, RunDescription description) {
    Random random = new Random(epochs);
    List<Double> losses = new ArrayList<>();
    List<Double> validationLosses = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      losses.add(random.nextDouble());
      validationLosses.add(random.nextDouble() * Double.MIN_VALUE * (i + 1) * 1e9);
      scores.add(i % 2 == 0 ? random.nextGaussian() : Double.NaN);
    }
    TrainingState state =
        new TrainingState(
            vector(random),
            vector(random),
            new OptimizerState(Long.MAX_VALUE, List.of(vector(random), vector(random))),
            losses,
            validationLosses,
            scores,
            1.0 / 3,
            0.1);
    return new Checkpoint(
        "1.2.3", "pytorch", description, state, Map.of("wo", "Ülzen \"x\"", "data", "/a b.csv"));
  }

  /** With the floats that a text would lose. */
  private static float[] vector(Random random) {
    float[] vector = new float[NETWORK.parameters()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Float.intBitsToFloat(random.nextInt());
    }
    vector[0] = -0f;
    vector[1] = Float.MIN_VALUE;
    vector[2] = Float.NEGATIVE_INFINITY;
    return vector;
  }

  static RunDescription description() {
    return description(Training.DEFAULT.decided(100, new Head.Linear()));
  }

  static RunDescription description(Training training) {
    return new RunDescription(
        new SeriesFacts("sales.csv", List.of("sales", "price"), 200, "abcdef"),
        NETWORK,
        new Preparation(
            Scaling.STANDARD,
            List.of(new ColumnScaling("sales", 0.1f, 1f / 3)),
            List.of(0),
            List.of(0)),
        Optional.of("weight"),
        training,
        Split.DEFAULT,
        7,
        Optional.empty());
  }
}
