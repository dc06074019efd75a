package io.penstock.preparation;

/** How columns are scaled. What is fitted is fitted on the training part only. */
public enum Scaling {
  /** Not at all. */
  NONE,
  /** By mean and population standard deviation. */
  STANDARD,
  /** By least and greatest value, to [0, 1]. */
  MIN_MAX
}
