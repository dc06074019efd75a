package io.penstock.cli.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Settings as they were given in one place.
 *
 * @param entries one a setting
 * @param layers what each layer says of itself; empty without the key {@link Setting#LAYERS}
 * @param withdrawn without values; these are to be as if they had not been given before
 */
record GivenSettings(List<Given> entries, List<List<Given>> layers, List<Given> withdrawn) {
  static final GivenSettings NONE = new GivenSettings(List.of(), List.of());

  /** Copies the lists. */
  GivenSettings {
    entries = List.copyOf(entries);
    layers = layers.stream().map(List::copyOf).toList();
    withdrawn = List.copyOf(withdrawn);
  }

  /** Of which none takes back another. */
  GivenSettings(List<Given> entries, List<List<Given>> layers) {
    this(entries, layers, List.of());
  }

  /** Whether it gives a setting a value. */
  boolean has(Setting setting) {
    return entries.stream().anyMatch(entry -> entry.setting() == setting);
  }

  /** The same without some settings, and without what goes with these alone. */
  GivenSettings without(List<Given> others) {
    Set<Setting> gone = EnumSet.noneOf(Setting.class);
    for (Given other : others) {
      gone.add(other.setting());
      gone.addAll(other.setting().details());
    }
    return new GivenSettings(
        entries.stream().filter(entry -> !gone.contains(entry.setting())).toList(),
        gone.contains(Setting.LAYERS) ? List.of() : layers,
        withdrawn);
  }
}
