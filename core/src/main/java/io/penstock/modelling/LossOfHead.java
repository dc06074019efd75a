package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.modelfile.Words;
import io.penstock.network.Head;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;

/** Which losses a head can be trained with. */
final class LossOfHead {
  /** One of each kind. */
  private static final List<Head> HEADS =
      List.of(
          new Head.Linear(),
          new Head.Sigmoid(),
          new Head.Softmax(2),
          new Head.Quantiles(List.of(0.5)),
          new Head.Gaussian());

  private LossOfHead() {}

  /**
   * Checks that an experiment's loss fits its head.
   *
   * @throws PenstockException with code CONFIG if not
   */
  static void require(Experiment experiment) {
    Head head = experiment.head();
    Loss loss = experiment.training().lossFor(head);
    if (!loss.fits(head)) {
      throw PenstockException.config(
          "The loss %s needs another head than the %s one: %s. With the %s head take %s, or name no loss for the"
              + " usual one, %s.",
          Words.of(loss),
          head.word(),
          either(HEADS.stream().filter(loss::fits).map(Head::word).toList()),
          head.word(),
          either(
              Arrays.stream(Loss.values()).filter(one -> one.fits(head)).map(Words::of).toList()),
          Words.of(Loss.of(head)));
    }
  }

  /** As {@code mse, mae or huber}. */
  private static String either(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
