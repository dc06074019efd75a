package io.penstock.trainer;

/**
 * The score of the validation part after one epoch, by the metric that monitors. It is handed the
 * outputs that the validation loss is measured on, so that the network reads the part once.
 */
public interface ValidationScore {
  /**
   * Takes the next validation examples' outputs, those of whole windows.
   *
   * @param outputs [example, horizon, target, parameter], row-major, raw; may be overwritten
   */
  void add(float[] outputs);

  /** {@return the score when all examples have been added; NaN if it cannot be computed} */
  double value();
}
