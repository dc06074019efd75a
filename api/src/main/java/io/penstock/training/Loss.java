package io.penstock.training;

/** What training minimises: a mean over all outputs of all windows of a batch. */
public enum Loss {
  /** Mean of the squared errors. */
  MSE,
  /** Mean of the absolute errors; its gradient at zero is zero. */
  MAE
}
