package io.penstock.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a user wants to compute, whether or not it is there. The words follow PyTorch: {@code cuda}
 * is its first CUDA device, not all of them. They are:
 *
 * <ul>
 *   <li>{@code auto}: the first CUDA device or, if there is none, the processor. Never several,
 *       since others may use them and a small network gains nothing;
 *   <li>{@code cpu};
 *   <li>{@code cuda}, which is {@code cuda:0}, and {@code cuda:N};
 *   <li>several of these with commas between, as {@code cuda:0,cuda:1}, which share the work;
 *   <li>{@code cuda:all}: all CUDA devices, at least one.
 * </ul>
 *
 * Processor and CUDA devices do not share work: their last bits differ.
 *
 * @param names of devices; a single {@code auto} or {@code cuda:all} where they are yet to be found
 */
public record DeviceWish(List<String> names) {
  /** The first CUDA device or, if there is none, the processor. */
  public static final DeviceWish AUTO = new DeviceWish(List.of("auto"));

  /** All CUDA devices. */
  public static final DeviceWish ALL_CUDA = new DeviceWish(List.of("cuda:all"));

  private static final String CPU = "cpu";

  /** Copies the list. */
  public DeviceWish {
    names = List.copyOf(names);
  }

  /**
   * Reads a wish.
   *
   * @param text as {@code auto}, {@code cpu} or {@code cuda:0,cuda:1}
   * @return the wish
   * @throws IllegalArgumentException with a message that goes on after the setting's name, if it is
   *     none
   */
  public static DeviceWish of(String text) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String word : text.split(",", -1)) {
      String name = word.strip();
      if (!name.matches("auto|cpu|cuda|cuda:(all|0|[1-9][0-9]{0,3})")) {
        throw new IllegalArgumentException(
            (name.isEmpty() ? "nothing" : name)
                + " is not a device; expected auto, cpu, cuda, cuda:N, several as cuda:0,cuda:1, or"
                + " cuda:all.");
      }
      String exact = name.equals("cuda") ? "cuda:0" : name;
      if (!seen.add(exact)) {
        throw new IllegalArgumentException(exact + " is named twice.");
      }
      names.add(exact);
    }
    DeviceWish wish = new DeviceWish(names);
    if (names.size() > 1) {
      for (DeviceWish alone : List.of(AUTO, ALL_CUDA)) {
        if (names.containsAll(alone.names())) {
          throw new IllegalArgumentException(
              alone.names().get(0) + " stands alone; found " + text + ".");
        }
      }
      if (names.contains(CPU)) {
        throw new IllegalArgumentException(
            "cpu stands alone, since its results differ from those of CUDA in the last bits; found "
                + text
                + ".");
      }
    }
    return wish;
  }
}
