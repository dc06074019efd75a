package io.penstock.network;

/** The order in which an LSTM layer reads the window. */
public enum Direction {
  /** From the oldest row to the newest. */
  FORWARD(1),
  /** Both ways, by two sets of weights whose outputs are concatenated, forward first. */
  BIDIRECTIONAL(2);

  private final int count;

  Direction(int count) {
    this.count = count;
  }

  /** {@return how many directions that is: D in the weights' shapes} */
  public int count() {
    return count;
  }
}
