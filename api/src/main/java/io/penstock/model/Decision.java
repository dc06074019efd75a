package io.penstock.model;

import io.penstock.network.Head;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the probabilities of a target become a class.
 *
 * @param labels of the classes, in the order of their numbers; empty if they are known by these
 * @param threshold from which probability on a sigmoid head's label is 1; a softmax head's class is
 *     the likeliest, the first of equals
 * @param asked whether somebody has chosen the threshold
 */
public record Decision(List<String> labels, double threshold, boolean asked) {
  /** What holds where nothing is said. */
  public static final Decision USUAL = new Decision(List.of(), Calibration.USUAL_THRESHOLD, false);

  /** Copies the list. */
  public Decision {
    labels = List.copyOf(labels);
  }

  /**
   * Of each target of a model, in order.
   *
   * @param model says which classes its targets have and from which probability on a label is 1
   * @return one a target, in the targets' order
   */
  public static List<Decision> of(ModelDescription model) {
    return IntStream.range(0, model.network().targets())
        .mapToObj(
            k ->
                new Decision(
                    model.preparation().classes(k),
                    model.calibration().threshold().orElse(Calibration.USUAL_THRESHOLD),
                    model.calibration().threshold().isPresent()))
        .toList();
  }

  /**
   * {@return whether a forecast says more by naming the class than by its numbers alone}
   *
   * @param head says what the numbers of a forecast are
   */
  public boolean isWorthNaming(Head head) {
    return head instanceof Head.Softmax
        || head instanceof Head.Sigmoid && (asked || !labels.isEmpty());
  }

  /**
   * {@return the label of a class}
   *
   * @param number of the class, counted from 0
   */
  public String label(int number) {
    return labels.isEmpty() ? Integer.toString(number) : labels.get(number);
  }

  /**
   * {@return what the numbers of a head are called}
   *
   * @param head says what the numbers of a forecast are
   */
  public List<String> names(Head head) {
    if (labels.isEmpty() || !head.givesProbabilities()) {
      return head.parameterNames();
    }
    return head instanceof Head.Sigmoid ? List.of("probability of " + labels.get(1)) : labels;
  }

  /**
   * The number of the class.
   *
   * @param head says what the numbers of a forecast are
   * @param probabilities of a sigmoid or softmax head
   * @return empty if one of them is no number
   */
  public Optional<Integer> decide(Head head, List<Float> probabilities) {
    if (probabilities.stream().anyMatch(p -> p.isNaN())) {
      return Optional.empty();
    }
    if (head instanceof Head.Sigmoid) {
      return Optional.of(probabilities.get(0) >= threshold ? 1 : 0);
    }
    int likeliest = 0;
    for (int c = 1; c < probabilities.size(); c++) {
      likeliest = probabilities.get(c) > probabilities.get(likeliest) ? c : likeliest;
    }
    return Optional.of(likeliest);
  }
}
