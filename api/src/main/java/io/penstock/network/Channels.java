package io.penstock.network;

/** How the columns enter the network. */
public enum Channels {
  /** All columns of a row enter one network together, which predicts all targets. */
  JOINT,
  /**
   * Every target goes through the same weights as a series of its own: N windows become N·C
   * examples, C the number of targets. Beside its own column a channel reads the features that are
   * no targets, and what is known of the future.
   */
  INDEPENDENT
}
