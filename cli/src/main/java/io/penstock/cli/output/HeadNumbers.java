package io.penstock.cli.output;

import io.penstock.model.Decision;
import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a head gives for a target and step: what they are called, and how they are
 * written. Of classes the likeliest is named too, and what is decided of a label with a threshold.
 */
final class HeadNumbers {
  private static final String LIKELIEST = "likeliest class";
  private static final String DECIDED = "decision";

  private HeadNumbers() {}

  private static String nameOfClass(Head head) {
    return head instanceof Head.Softmax ? LIKELIEST : DECIDED;
  }

  /** What columns of a target are called: its name alone where it has one number, its value. */
  static List<String> columns(Head head, String target, Decision decision) {
    if (head instanceof Head.Linear) {
      return List.of(target);
    }
    List<String> names = new ArrayList<>();
    decision.names(head).forEach(name -> names.add(target + " " + name));
    if (decision.isWorthNaming(head)) {
      names.add(target + " " + nameOfClass(head));
    }
    return names;
  }

  /** The cells of these columns. */
  static List<String> cells(Head head, List<Float> numbers, Decision decision) {
    List<String> cells = new ArrayList<>();
    numbers.forEach(number -> cells.add(Numbers.exact(number)));
    if (decision.isWorthNaming(head)) {
      cells.add(decision.decide(head, numbers).map(decision::label).orElse(""));
    }
    return cells;
  }

  /** A number where it is the value, else an object with a member a number. */
  static Object json(Head head, List<Float> numbers, Decision decision) {
    if (head instanceof Head.Linear) {
      return numbers.get(0);
    }
    Json json = new Json();
    List<String> names = decision.names(head);
    for (int p = 0; p < numbers.size(); p++) {
      json.put(names.get(p), numbers.get(p));
    }
    return decision.isWorthNaming(head)
        ? json.put(nameOfClass(head), label(decision, decision.decide(head, numbers)))
        : json;
  }

  /** Null where a probability is no number; a number where the classes are. */
  private static @Nullable Object label(Decision decision, Optional<Integer> number) {
    return number
        .map(known -> decision.labels().isEmpty() ? (Object) known : decision.label(known))
        .orElse(null);
  }

  /**
   * The numbers of one target and step out of many.
   *
   * @param all [..., parameter], row-major
   * @param index of the target and step, counted over all
   */
  static List<Float> at(float[] all, int index, Head head) {
    List<Float> numbers = new ArrayList<>();
    for (int p = 0; p < head.parameters(); p++) {
      numbers.add(all[index * head.parameters() + p]);
    }
    return numbers;
  }
}
