package io.penstock.network;

/** What the network predicts the difference to. It is added back inside the exported graph. */
public enum Anchor {
  /** Nothing: the network predicts the values themselves. */
  NONE,
  /** The target's last value in the window: the network predicts the change from it. */
  LAST_VALUE
}
