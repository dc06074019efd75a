package io.penstock.modelling;

import io.penstock.dataset.Windows;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;

/** From what a network gives back to the targets' own units, as the exported graph does it. */
public final class Outputs {
  private Outputs() {}

  /**
   * Adds the anchor and inverts the scaling, in place.
   *
   * @param outputs [window, horizon, target], row-major, as the network gives them
   * @param windows the windows that they belong to
   * @return the same array, in the targets' units
   */
  public static float[] toRaw(float[] outputs, Windows windows, Preparation preparation) {
    int targets = preparation.targets().size();
    int perWindow = windows.size() == 0 ? 0 : outputs.length / windows.size();
    for (int i = 0; i < windows.size(); i++) {
      for (int k = 0; k < targets; k++) {
        float anchor = windows.anchor(i, k);
        ColumnScaling scaling = preparation.target(k);
        for (int at = i * perWindow + k; at < (i + 1) * perWindow; at += targets) {
          outputs[at] = scaling.invert(outputs[at] + anchor);
        }
      }
    }
    return outputs;
  }
}
