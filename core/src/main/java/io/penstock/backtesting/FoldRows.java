package io.penstock.backtesting;

/**
 * Which rows a fold is made of.
 *
 * @param number counted from 1, in order of time
 * @param fittedIn number of the fold whose model it asks: its own, or that of an earlier one if it
 *     trains none
 * @param training the rows that the model learnt from
 * @param validation the rows by which its training was stopped
 * @param test the rows that the fold is judged on
 */
public record FoldRows(
    int number, int fittedIn, FoldPart training, FoldPart validation, FoldPart test) {
  /** {@return whether a model is trained in this fold} */
  public boolean refitted() {
    return number == fittedIn;
  }
}
