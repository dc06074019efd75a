package io.penstock.training;

import io.penstock.evaluation.Metric;
import java.util.Optional;

/**
 * What is known before the first step.
 *
 * @param backend name of the engine's plugin
 * @param device as {@code cpu}, {@code cuda:0} or, for several, {@code cuda:0,cuda:1}
 * @param missingCuda why {@code auto} took the processor, in a few words, as {@code no NVIDIA
 *     driver}; empty if the device was named or {@code auto} took a CUDA device
 * @param path which of its ways the backend takes for this network, in words
 * @param trainingWindows windows of an epoch
 * @param validationWindows windows of the validation part
 * @param testWindows windows of the test part
 * @param parameters weights of the network
 * @param lookBack rows of a window's input
 * @param horizon rows predicted
 * @param epochs at most
 * @param epochsDone by the earlier run that is gone on with; 0 if there is none
 * @param seconds that the earlier run had taken by then
 * @param examplesPerWindow examples that a window makes: 1, or the number of independent channels.
 *     Steps, batches and speeds count examples
 * @param monitor the metric by which the validation part is looked at; empty for the loss
 */
public record TrainingStart(
    String backend,
    String device,
    Optional<String> missingCuda,
    String path,
    int trainingWindows,
    int validationWindows,
    int testWindows,
    int parameters,
    int lookBack,
    int horizon,
    int epochs,
    int epochsDone,
    double seconds,
    int examplesPerWindow,
    Optional<Metric> monitor) {
  /**
   * The start of a run from its first epoch, of joint channels, that the loss decides on.
   *
   * @param backend name of the engine's plugin
   * @param device as {@code cpu}, {@code cuda:0} or, for several, {@code cuda:0,cuda:1}
   * @param path which of its ways the backend takes for this network, in words
   * @param trainingWindows windows of an epoch
   * @param validationWindows windows of the validation part
   * @param testWindows windows of the test part
   * @param parameters weights of the network
   * @param lookBack rows of a window's input
   * @param horizon rows predicted
   * @param epochs at most
   */
  public TrainingStart(
      String backend,
      String device,
      String path,
      int trainingWindows,
      int validationWindows,
      int testWindows,
      int parameters,
      int lookBack,
      int horizon,
      int epochs) {
    this(
        backend,
        device,
        Optional.empty(),
        path,
        trainingWindows,
        validationWindows,
        testWindows,
        parameters,
        lookBack,
        horizon,
        epochs,
        0,
        0,
        1,
        Optional.empty());
  }
}
