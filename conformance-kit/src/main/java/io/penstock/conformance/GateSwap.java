package io.penstock.conformance;

import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Role;
import io.penstock.network.WeightLayout.Slot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Two gates that change places in one tensor of one direction of a layer, as they do where a
 * conversion of weights takes one order of gates for another.
 *
 * @param slot the tensor, in the order i, o, f, c
 * @param direction of the layer
 * @param first gate, 0 to 3
 * @param second gate, 0 to 3
 */
public record GateSwap(Slot slot, int direction, int first, int second) {
  private static final int GATES = 4;
  private static final Set<Role> GATED = EnumSet.of(Role.INPUT, Role.RECURRENT, Role.BIAS);

  /**
   * {@return all of a network}
   *
   * @param network whose weights they are
   */
  public static List<GateSwap> all(Network network) {
    List<GateSwap> swaps = new ArrayList<>();
    for (Slot slot : WeightLayout.of(network).slots()) {
      if (GATED.contains(slot.role())) {
        for (int direction = 0; direction < slot.shape().get(0); direction++) {
          for (int first = 0; first < GATES; first++) {
            for (int second = first + 1; second < GATES; second++) {
              swaps.add(new GateSwap(slot, direction, first, second));
            }
          }
        }
      }
    }
    return swaps;
  }

  /**
   * {@return the weights with the two gates in each other's place}
   *
   * @param flat in the order of the network's layout; left as they are
   */
  public float[] applied(float[] flat) {
    int block = slot.size() / slot.shape().get(0) / GATES;
    int from = slot.offset() + direction * GATES * block;
    float[] swapped = flat.clone();
    System.arraycopy(flat, from + first * block, swapped, from + second * block, block);
    System.arraycopy(flat, from + second * block, swapped, from + first * block, block);
    return swapped;
  }

  @Override
  public String toString() {
    return String.format(
        "%s, direction %d, gates %c and %c",
        slot.name(), direction, "iofc".charAt(first), "iofc".charAt(second));
  }
}
