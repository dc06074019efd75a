package io.penstock.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What each step of a sequence has, oldest first: as one matrix a step, [B, W], or all one below
 * the other, [T·B, W]. The form that it was not made in is added to the graph when first asked for,
 * and once.
 */
final class Sequence {
  private final Ops tf;
  private final int length;
  private @Nullable List<? extends Operand<TFloat32>> steps;
  private @Nullable Operand<TFloat32> stacked;

  private Sequence(Ops tf, int length) {
    this.tf = tf;
    this.length = length;
  }

  /** Of what each step has, [B, W]. */
  static Sequence ofSteps(Ops tf, List<? extends Operand<TFloat32>> steps) {
    Sequence sequence = new Sequence(tf, steps.size());
    sequence.steps = steps;
    return sequence;
  }

  /** Of what {@code length} steps have, one below the other, [T·B, W]. */
  static Sequence ofStacked(Ops tf, int length, Operand<TFloat32> stacked) {
    Sequence sequence = new Sequence(tf, length);
    sequence.stacked = stacked;
    return sequence;
  }

  /** Steps T. */
  int length() {
    return length;
  }

  /** What each step has, [B, W]. */
  List<? extends Operand<TFloat32>> steps() {
    List<? extends Operand<TFloat32>> known = steps;
    if (known == null) {
      known = tf.split(tf.constant(0), stacked(), (long) length).output();
      steps = known;
    }
    return known;
  }

  /** What all steps have, one below the other, [T·B, W]. */
  Operand<TFloat32> stacked() {
    Operand<TFloat32> known = stacked;
    if (known == null) {
      // TensorFlow refuses to concatenate one alone.
      known =
          length == 1
              ? steps().get(0)
              : tf.concat(new ArrayList<Operand<TFloat32>>(steps()), tf.constant(0));
      stacked = known;
    }
    return known;
  }

  /** The same with its values times others, [T·B, W]. */
  Sequence times(Operand<TFloat32> factors) {
    return ofStacked(tf, length, tf.math.mul(stacked(), factors));
  }
}
