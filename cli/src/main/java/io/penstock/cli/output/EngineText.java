package io.penstock.cli.output;

import io.penstock.engine.EngineReport;
import io.penstock.spi.Capabilities;
import io.penstock.spi.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of the installed engines, for people and as JSON. */
public final class EngineText {
  private static final double GIB = 1L << 30;

  private EngineText() {}

  /** A few lines an engine. */
  public static List<String> lines(List<EngineReport> engines) {
    List<String> lines = new ArrayList<>();
    for (EngineReport engine : engines) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(engine.name() + (engine.chosen() ? " (auto takes it)" : ""));
      if (engine.unavailable().isPresent()) {
        lines.add("  cannot run here: " + engine.unavailable().get());
      } else {
        lines.add("  versions      " + versions(engine.versions()));
        for (Device device : engine.devices()) {
          lines.add((device.isCpu() ? "  devices       " : "                ") + line(device));
        }
        lines.add("  CUDA          " + engine.cuda());
        lines.add("  path          " + engine.path());
      }
      Capabilities can = engine.capabilities();
      lines.add("  directions    " + String.join(", ", words(can.directions())));
      lines.add("  activations   " + String.join(", ", words(can.activations())));
      lines.add("  losses        " + String.join(", ", words(can.losses())));
      if (!can.parts().isEmpty()) {
        lines.add("  parts         " + String.join(", ", words(can.parts())));
      }
    }
    return lines;
  }

  private static String versions(Map<String, String> versions) {
    return new TreeMap<>(versions)
        .entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String line(Device device) {
    String memory =
        device.memory().isPresent()
            ? String.format(Locale.ROOT, ", %.1f GiB", device.memory().getAsLong() / GIB)
            : "";
    return device.name() + " (" + device.description() + memory + ")";
  }

  private static List<String> words(Collection<? extends Enum<?>> values) {
    return values.stream()
        .sorted(java.util.Comparator.comparing(Enum::ordinal))
        .map(ModelText::word)
        .toList();
  }

  /** All of it. */
  public static Json json(List<EngineReport> engines) {
    return new Json().put("engines", engines.stream().map(EngineText::json).toList());
  }

  private static Json json(EngineReport engine) {
    Json json = new Json();
    json.put("name", engine.name());
    json.put("chosen", engine.chosen());
    json.put("unavailable", engine.unavailable().orElse(null));
    json.put("versions", new TreeMap<>(engine.versions()));
    json.put("devices", engine.devices().stream().map(EngineText::json).toList());
    json.put("cuda", engine.cuda());
    json.put("path", engine.path());
    json.put("directions", words(engine.capabilities().directions()));
    json.put("activations", words(engine.capabilities().activations()));
    json.put("losses", words(engine.capabilities().losses()));
    json.put("parts", words(engine.capabilities().parts()));
    return json;
  }

  private static Json json(Device device) {
    return new Json()
        .put("name", device.name())
        .put("description", device.description())
        .put(
            "memoryBytes",
            device.memory().isPresent() ? Long.valueOf(device.memory().getAsLong()) : null);
  }
}
