package io.penstock.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each weight stands in the flat vector that core, the backends and the model file share. The
 * layout is that of ONNX's LSTM operator, gates in the order i, o, f, c: for each layer {@code
 * lstm.N.W} [D, 4H, I], {@code lstm.N.R} [D, 4H, H] and one bias {@code lstm.N.b} [D, 4H]; then
 * {@code head.W} [outputs, D·H + future values] and {@code head.b} [outputs]. All row-major. With
 * independent channels they are those of one channel, which all share.
 */
public final class WeightLayout {
  private final List<Slot> slots;
  private final int size;

  private WeightLayout(List<Slot> slots, int size) {
    this.slots = slots;
    this.size = size;
  }

  /** What a slot's numbers are for; initial values and penalties depend on it. */
  public enum Role {
    /** Matrix of the embedding. */
    EMBEDDING,
    /** Bias of the embedding. */
    EMBEDDING_BIAS,
    /** Input weights of an LSTM layer. */
    INPUT,
    /** Recurrent weights of an LSTM layer. */
    RECURRENT,
    /** Bias of an LSTM layer. */
    BIAS,
    /** Matrix of the head. */
    HEAD,
    /** Bias of the head. */
    HEAD_BIAS;

    /** {@return whether it is a matrix, which penalties and decay hold down, and no bias} */
    public boolean isMatrix() {
      return this == EMBEDDING || this == INPUT || this == RECURRENT || this == HEAD;
    }
  }

  /**
   * One tensor of the flat vector.
   *
   * @param name as {@code lstm.0.W}
   * @param role what it is for
   * @param layer the LSTM layer's number, -1 for the head's
   * @param offset its first element in the flat vector
   * @param shape its dimensions
   */
  public record Slot(String name, Role role, int layer, int offset, List<Integer> shape) {
    /** Copies the shape. */
    public Slot {
      shape = List.copyOf(shape);
    }

    /** {@return how many elements it has} */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** {@return the position after its last element} */
    public int end() {
      return offset + size();
    }
  }

  /**
   * {@return the layout of a network's weights}
   *
   * @param whole the network; of independent channels it is the one that all go through
   * @throws ArithmeticException if they are more than one array holds
   */
  public static WeightLayout of(Network whole) {
    Network network = whole.channel();
    List<Slot> slots = new ArrayList<>();
    int at = 0;
    if (network.embedding().isPresent()) {
      int units = network.embedding().getAsInt();
      List<Integer> shape = List.of(units, network.stepValues());
      at = add(slots, "embedding.W", Role.EMBEDDING, -1, at, shape);
      at = add(slots, "embedding.b", Role.EMBEDDING_BIAS, -1, at, List.of(units));
    }
    for (int l = 0; l < network.layers().size(); l++) {
      LstmLayer layer = network.layers().get(l);
      int d = layer.direction().count();
      int h = layer.units();
      int gates = Math.multiplyExact(4, h);
      String name = "lstm." + l;
      at = add(slots, name + ".W", Role.INPUT, l, at, List.of(d, gates, network.inputs(l)));
      at = add(slots, name + ".R", Role.RECURRENT, l, at, List.of(d, gates, h));
      at = add(slots, name + ".b", Role.BIAS, l, at, List.of(d, gates));
    }
    at = add(slots, "head.W", Role.HEAD, -1, at, List.of(network.outputs(), network.headInputs()));
    at = add(slots, "head.b", Role.HEAD_BIAS, -1, at, List.of(network.outputs()));
    return new WeightLayout(List.copyOf(slots), at);
  }

  private static int add(
      List<Slot> slots, String name, Role role, int layer, int at, List<Integer> shape) {
    Slot slot = new Slot(name, role, layer, at, shape);
    slots.add(slot);
    return Math.addExact(at, slot.size());
  }

  /** {@return the tensors, in the order of the flat vector} */
  public List<Slot> slots() {
    return slots;
  }

  /**
   * {@return the tensor of that name}
   *
   * @param name as {@code lstm.0.W}
   * @throws IllegalArgumentException if there is none
   */
  public Slot slot(String name) {
    return slots.stream()
        .filter(slot -> slot.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no weights named " + name));
  }

  /** {@return length of the flat vector} */
  public int size() {
    return size;
  }
}
