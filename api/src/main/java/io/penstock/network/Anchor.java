package io.penstock.network;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the network's outputs are relative to. In prepared units, a target's value h steps ahead is
 * {@code reference(h) + scale · output(h)}; training, Java inference and the exported graph all
 * compute it so.
 *
 * <p>The scale is 1, or, where {@code scaled}, that of the window: {@code sqrt(mean((x − mean x)²)
 * + }{@value #SCALE_FLOOR}{@code )} over the rows of the look-back, for each column its own, as in
 * reversible instance normalisation (Kim et al., 2022). Where {@code relativeInputs}, the network
 * also reads each column relative to the window: {@code (x − last) / scale}, without the last value
 * if the reference is {@link Reference#NONE}. So the network sees the shape of a window and not its
 * level.
 *
 * @param reference what is added to the outputs
 * @param season rows of a season, for {@link Reference#LAST_SEASON}: empty while it is to be that
 *     of the series; empty for the others
 * @param scaled whether the outputs are in units of the window's scale
 * @param relativeInputs whether the inputs are relative to the window, too
 */
public record Anchor(
    Reference reference, OptionalInt season, boolean scaled, boolean relativeInputs) {
  /** Added to the variance of a window, so that a constant window can be divided by its scale. */
  public static final double SCALE_FLOOR = 1e-5;

  /** Nothing: the network predicts the values themselves. */
  public static final Anchor NONE = new Anchor(Reference.NONE, OptionalInt.empty(), false, false);

  /** The target's last value in the window: the network predicts the change from it. */
  public static final Anchor LAST_VALUE =
      new Anchor(Reference.LAST_VALUE, OptionalInt.empty(), false, false);

  /** The last season of the series, whose length is decided by the data. */
  public static final Anchor LAST_SEASON =
      new Anchor(Reference.LAST_SEASON, OptionalInt.empty(), false, false);

  /** A value of the target that is known when the forecast is made. */
  public enum Reference {
    /** Nothing. */
    NONE,
    /** The target's last value in the window. */
    LAST_VALUE,
    /**
     * The target's value at the same place of the last season: h steps ahead, counted from 0, that
     * of row {@code lookBack − season + h mod season} of the window.
     */
    LAST_SEASON
  }

  /** Checks that the parts fit each other. */
  public Anchor {
    Objects.requireNonNull(reference, "reference");
    if (season.orElse(1) < 1) {
      throw new IllegalArgumentException("a season of " + season.getAsInt() + " rows");
    }
    if (season.isPresent() && reference != Reference.LAST_SEASON) {
      throw new IllegalArgumentException("a season for the reference " + reference);
    }
    if (relativeInputs && reference == Reference.NONE && !scaled) {
      throw new IllegalArgumentException(
          "inputs relative to nothing: relative inputs need a reference or the window's scale");
    }
  }

  /**
   * {@return the value at the same place of the last season}
   *
   * @param season rows of a season, for {@link Reference#LAST_SEASON}: empty while it is to be that
   *     of the series
   */
  public static Anchor lastSeason(int season) {
    return new Anchor(Reference.LAST_SEASON, OptionalInt.of(season), false, false);
  }

  /**
   * {@return the same with outputs in units of the window's scale, or not}
   *
   * @param value whether the outputs are in units of the window's scale
   */
  public Anchor withScaled(boolean value) {
    return new Anchor(reference, season, value, relativeInputs);
  }

  /**
   * {@return the same with inputs relative to the window, or not}
   *
   * @param value whether the inputs are relative to the window, too
   */
  public Anchor withRelativeInputs(boolean value) {
    return new Anchor(reference, season, scaled, value);
  }

  /**
   * {@return the same with a season where one is needed and was left open}
   *
   * @param rows of a season, at least 1
   */
  public Anchor decided(int rows) {
    return reference == Reference.LAST_SEASON && season.isEmpty()
        ? new Anchor(reference, OptionalInt.of(rows), scaled, relativeInputs)
        : this;
  }

  /** {@return rows of the window that it looks back for, at least 1} */
  public int rows() {
    return season.orElse(1);
  }

  /** {@return whether a network's outputs are the values themselves} */
  public boolean isNone() {
    return reference == Reference.NONE && !scaled;
  }
}
