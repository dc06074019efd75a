package io.penstock.network;

import java.util.Arrays;

/**
 * A network's weights: one flat vector in the order of {@link WeightLayout}. A value; its array is
 * copied in and out.
 */
public final class Weights {
  private final float[] flat;

  private Weights(float[] flat) {
    this.flat = flat;
  }

  /**
   * Weights of a network.
   *
   * @param network the network that they belong to
   * @param flat the flat vector; copied
   * @return the weights
   * @throws IllegalArgumentException if the length is not that of the network's layout
   */
  public static Weights of(Network network, float[] flat) {
    int expected = WeightLayout.of(network).size();
    if (flat.length != expected) {
      throw new IllegalArgumentException(flat.length + " weights, not " + expected);
    }
    return new Weights(flat.clone());
  }

  /** {@return the flat vector; a copy} */
  public float[] toArray() {
    return flat.clone();
  }

  /**
   * {@return the numbers of one tensor of the layout, row-major; a copy}
   *
   * @param slot of this network's layout
   */
  public float[] slot(WeightLayout.Slot slot) {
    return Arrays.copyOfRange(flat, slot.offset(), slot.end());
  }

  /** {@return how many there are} */
  public int size() {
    return flat.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Weights weights && Arrays.equals(flat, weights.flat);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(flat);
  }

  @Override
  public String toString() {
    return flat.length + " weights";
  }
}
