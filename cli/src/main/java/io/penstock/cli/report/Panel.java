package io.penstock.cli.report;

import java.util.List;

/**
 * One of the areas of a chart that stand above one another.
 *
 * @param y its axis
 * @param layers what is drawn in it, the first lowest
 */
record Panel(Axis y, List<Layer> layers) {
  Panel {
    layers = List.copyOf(layers);
  }
}
