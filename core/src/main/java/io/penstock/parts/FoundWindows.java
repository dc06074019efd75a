package io.penstock.parts;

import java.util.Optional;

/**
 * The windows of a part.
 *
 * @param starts first row of each window's look-back, ascending; not copied
 * @param acrossGaps how many more there would be if the series had no gaps
 * @param missing how many lie between gaps and were left out for a missing value
 */
public record FoundWindows(int[] starts, int acrossGaps, int missing) {
  /** Checks the counts. */
  public FoundWindows {
    if (acrossGaps < 0 || missing < 0) {
      throw new IllegalArgumentException(acrossGaps + " across gaps, " + missing + " missing");
    }
  }

  /** {@return how many there are} */
  public int count() {
    return starts.length;
  }

  /** {@return what was left out and why, in a sentence; empty if nothing was} */
  public Optional<String> leftOut() {
    if (acrossGaps == 0 && missing == 0) {
      return Optional.empty();
    }
    String gaps = acrossGaps == 0 ? "" : acrossGaps + " for crossing a gap";
    String values = missing == 0 ? "" : missing + " for a missing value";
    String joint = gaps.isEmpty() || values.isEmpty() ? "" : " and ";
    int all = acrossGaps + missing;
    return Optional.of(
        (all == 1 ? "1 window was left out: " : all + " windows were left out: ")
            + gaps
            + joint
            + values
            + ".");
  }
}
