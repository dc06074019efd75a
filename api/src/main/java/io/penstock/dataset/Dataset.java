package io.penstock.dataset;

/**
 * Examples of one shape that a network is trained on or asked about: an input of {@code lookBack}
 * steps of {@code features} values, and {@code outputs} values to be predicted. Implementations
 * copy nothing until a batch is read.
 */
public interface Dataset {
  /** {@return how many examples there are} */
  int size();

  /** {@return steps of an input} */
  int lookBack();

  /** {@return values of an input's step} */
  int features();

  /** {@return values of an example that are known of the future: horizon × columns} */
  default int futureValues() {
    return 0;
  }

  /** {@return values to be predicted: the truths of a network that is trained on it} */
  int outputs();

  /**
   * {@return the examples {@code order[from] … order[to - 1]}, in that order}
   *
   * @param order indices of examples, each {@code 0 <= index < size()}; read when the batch is, so
   *     not to be changed before
   * @param from first position in {@code order}
   * @param to position after the last
   */
  Batch batch(int[] order, int from, int to);
}
