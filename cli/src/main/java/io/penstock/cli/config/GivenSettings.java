package io.penstock.cli.config;

import java.util.List;
import java.util.Set;

/**
 * Settings as they were given in one place.
 *
 * @param entries one a setting
 * @param layers what each layer says of itself; empty without the key {@link Setting#LAYERS}
 * @param withdrawn those that are to be as if they had not been given before
 */
record GivenSettings(List<Given> entries, List<List<Given>> layers, Set<Setting> withdrawn) {
  static final GivenSettings NONE = new GivenSettings(List.of(), List.of());

  /** Copies the lists. */
  GivenSettings {
    entries = List.copyOf(entries);
    layers = layers.stream().map(List::copyOf).toList();
    withdrawn = Set.copyOf(withdrawn);
  }

  /** Of which none takes back another. */
  GivenSettings(List<Given> entries, List<List<Given>> layers) {
    this(entries, layers, Set.of());
  }
}
