package io.penstock.cli.config;

import io.penstock.experiment.Experiment;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the settings say of a network: either of all its layers at once, or of each by itself. */
final class NetworkSettings {
  private static final String DROPOUT_RANGE = "a number from 0 to below 1";
  private static final List<Integer> DEFAULT_UNITS =
      Experiment.forecast("target").build().layers().stream().map(LstmLayer::units).toList();

  private final SettingValues given;
  private final Problems problems;
  private final List<List<Given>> layersOfFile;

  /**
   * @param layersOfFile what each layer of {@link Setting#LAYERS} says of itself, where that is
   *     among the settings
   */
  NetworkSettings(SettingValues given, Problems problems, List<List<Given>> layersOfFile) {
    this.given = given;
    this.problems = problems;
    this.layersOfFile = layersOfFile;
  }

  void into(Experiment.Builder builder) {
    Optional<Integer> lookBack = given.count(Setting.LOOK_BACK, 1);
    Optional<Integer> segment = given.count(Setting.SEGMENT, 1);
    lookBack.ifPresent(builder::lookBack);
    segment.ifPresent(builder::segment);
    if (lookBack.isPresent() && lookBack.get() % segment.orElse(1) != 0) {
      problems.add(
          given.where(Setting.SEGMENT),
          "a look-back of "
              + lookBack.get()
              + " rows cannot be cut into segments of "
              + segment.get()
              + "; take a look-back that is a multiple of the segment.");
    }
    given.count(Setting.EMBEDDING, 0).filter(units -> units > 0).ifPresent(builder::embedding);
    layers().ifPresent(builder::layers);
    given.choice(Setting.ANCHOR, Anchor.values()).ifPresent(builder::anchor);
  }

  /** Empty if nothing is said of them. */
  private Optional<List<LstmLayer>> layers() {
    if (given.has(Setting.LAYERS)) {
      return Optional.of(each());
    }
    return Setting.ofLayer().stream().anyMatch(given::has)
        ? Optional.of(alike())
        : Optional.empty();
  }

  /** Layers that the file lists, each with settings of its own. */
  private List<LstmLayer> each() {
    for (Setting setting : Setting.ofLayer()) {
      if (given.has(setting)) {
        problems.add(
            given.where(setting),
            "is given beside "
                + given.where(Setting.LAYERS)
                + ", where each layer says it of itself; give one of them.");
      }
    }
    return layersOfFile.stream().map(this::layer).toList();
  }

  private LstmLayer layer(List<Given> entries) {
    SettingValues own = new SettingValues(problems);
    entries.forEach(own::put);
    return layer(
        own,
        own.count(Setting.UNITS, 1).orElse(1),
        own.number(Setting.DROPOUT, DROPOUT_RANGE, NetworkSettings::isDropout).orElse(0.0));
  }

  private static LstmLayer layer(SettingValues from, int units, double dropout) {
    return new LstmLayer(
        units,
        from.choice(Setting.DIRECTION, Direction.values()).orElse(Direction.FORWARD),
        from.choice(Setting.ACTIVATION, Activation.values()).orElse(Activation.TANH),
        dropout);
  }

  /** A layer for each number of units, alike in all else but dropout. */
  private List<LstmLayer> alike() {
    List<Integer> units = units();
    List<Double> dropouts = dropouts();
    if (dropouts.size() > 1 && dropouts.size() != units.size()) {
      problems.add(
          given.where(Setting.DROPOUT),
          dropouts.size()
              + " values for "
              + units.size()
              + (units.size() == 1 ? " layer" : " layers")
              + "; give one for all, or one a layer.");
      dropouts = List.of(0.0);
    }
    LstmLayer like = layer(given, 1, 0);
    List<LstmLayer> layers = new ArrayList<>();
    for (int l = 0; l < units.size(); l++) {
      double dropout = dropouts.get(dropouts.size() == 1 ? 0 : l);
      layers.add(new LstmLayer(units.get(l), like.direction(), like.activation(), dropout));
    }
    return layers;
  }

  private List<Integer> units() {
    Given entry = given.get(Setting.UNITS);
    if (entry == null) {
      return DEFAULT_UNITS;
    }
    List<Integer> units = new ArrayList<>();
    for (String value : entry.values()) {
      units.add(given.whole(entry, value, 1, Integer.MAX_VALUE).map(Long::intValue).orElse(1));
    }
    return units;
  }

  private List<Double> dropouts() {
    Given entry = given.get(Setting.DROPOUT);
    if (entry == null) {
      return List.of(0.0);
    }
    List<Double> dropouts = new ArrayList<>();
    for (String value : entry.values()) {
      Optional<Double> rate = SettingValues.decimal(value).filter(NetworkSettings::isDropout);
      if (rate.isEmpty()) {
        problems.add(entry.where(), value + " is not " + DROPOUT_RANGE + ".");
      }
      dropouts.add(rate.orElse(0.0));
    }
    return dropouts;
  }

  private static boolean isDropout(double rate) {
    return rate >= 0 && rate < 1;
  }
}
