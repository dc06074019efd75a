package io.penstock.pytorch;

import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says which way is taken for which layer. */
final class PathWords {
  private PathWords() {}

  /**
   * As {@code fused LSTM kernel (torch.lstm) in layer 1, unrolled steps for relu in layer 2},
   * layers counted from 1.
   */
  static String of(Network network, Device device) {
    Map<String, List<Integer>> layersByWay = new LinkedHashMap<>();
    for (int l = 0; l < network.layers().size(); l++) {
      layersByWay
          .computeIfAbsent(way(network.layers().get(l), device), way -> new ArrayList<>())
          .add(l + 1);
    }
    boolean onlyFused = network.layers().stream().allMatch(TorchLayer::isFused);
    return layersByWay.entrySet().stream()
        .map(entry -> onlyFused ? entry.getKey() : entry.getKey() + layers(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String way(LstmLayer layer, Device device) {
    if (TorchLayer.isFused(layer)) {
      return device.isCpu()
          ? "fused LSTM kernel (torch.lstm)"
          : "fused LSTM kernel (cuDNN, in double precision)";
    }
    return "unrolled steps for "
        + layer.activation().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String layers(List<Integer> numbers) {
    String listed = numbers.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    return (numbers.size() == 1 ? " in layer " : " in layers ") + listed;
  }
}
