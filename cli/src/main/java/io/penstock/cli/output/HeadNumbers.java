package io.penstock.cli.output;

import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a head gives for a target and step: what they are called, and how they are
 * written. Of classes the likeliest is named too, the first of equals.
 */
final class HeadNumbers {
  private static final String LIKELIEST = "likeliest class";

  private HeadNumbers() {}

  /** What columns of a target are called: its name alone where it has one number, its value. */
  static List<String> columns(Head head, String target) {
    if (head instanceof Head.Linear) {
      return List.of(target);
    }
    List<String> names = new ArrayList<>();
    head.parameterNames().forEach(name -> names.add(target + " " + name));
    if (head instanceof Head.Softmax) {
      names.add(target + " " + LIKELIEST);
    }
    return names;
  }

  /** The cells of these columns. */
  static List<String> cells(Head head, List<Float> numbers) {
    List<String> cells = new ArrayList<>();
    numbers.forEach(number -> cells.add(Numbers.exact(number)));
    if (head instanceof Head.Softmax) {
      Integer likeliest = likeliest(numbers);
      cells.add(likeliest == null ? "" : likeliest.toString());
    }
    return cells;
  }

  /** A number where it is the value, else an object with a member a number. */
  static Object json(Head head, List<Float> numbers) {
    if (head instanceof Head.Linear) {
      return numbers.get(0);
    }
    Json json = new Json();
    for (int p = 0; p < numbers.size(); p++) {
      json.put(head.parameterNames().get(p), numbers.get(p));
    }
    return head instanceof Head.Softmax ? json.put(LIKELIEST, likeliest(numbers)) : json;
  }

  /** Null where a probability is no number. */
  private static @Nullable Integer likeliest(List<Float> probabilities) {
    int likeliest = 0;
    for (int c = 0; c < probabilities.size(); c++) {
      if (probabilities.get(c).isNaN()) {
        return null;
      }
      if (probabilities.get(c) > probabilities.get(likeliest)) {
        likeliest = c;
      }
    }
    return likeliest;
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
