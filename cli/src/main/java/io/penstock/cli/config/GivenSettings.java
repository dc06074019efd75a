package io.penstock.cli.config;

import java.util.List;

/**
 * Settings as they were given in one place.
 *
 * @param entries one a setting
 * @param layers what each layer says of itself; empty without the key {@link Setting#LAYERS}
 */
record GivenSettings(List<Given> entries, List<List<Given>> layers) {
  static final GivenSettings NONE = new GivenSettings(List.of(), List.of());

  /** Copies the lists. */
  GivenSettings {
    entries = List.copyOf(entries);
    layers = layers.stream().map(List::copyOf).toList();
  }
}
