package io.penstock.preparation;

/** How columns are scaled. What is fitted is fitted on the training part only. */
public enum Scaling {
  /** Not at all. */
  NONE,
  /** By mean and population standard deviation. */
  STANDARD,
  /** By least and greatest value, to [0, 1]. */
  MIN_MAX,
  /** By median and interquartile range, which a few extreme values do not move. */
  ROBUST,
  /** By the greatest absolute value, to [−1, 1]; zero stays zero. */
  MAX_ABS
}
