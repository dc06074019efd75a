package io.penstock.cli.config;

import io.penstock.experiment.Experiment;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Anchor.Reference;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the settings say of a network: either of all its layers at once, or of each by itself. */
final class NetworkSettings {
  private static final String DROPOUT_RANGE = "a number from 0 to below 1";

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

  /**
   * What is not said stays as the builder has it.
   *
   * @param head that is asked for; empty where it is not known for what is wrong with it, so that
   *     nothing more is said of it
   */
  void into(Experiment.Builder builder, Optional<Head> head) {
    head.ifPresent(known -> describe(builder, known));
    given.count(Setting.LOOK_BACK, 1).ifPresent(builder::lookBack);
    given.count(Setting.SEGMENT, 1).ifPresent(builder::segment);
    requireWholeSegments(builder.build());
    given.count(Setting.EMBEDDING, 0).ifPresent(builder::embedding);
    builder.layers(given.has(Setting.LAYERS) ? each() : alike(builder.build().layers()));
    given.choice(Setting.CHANNELS, Channels.values()).ifPresent(builder::channels);
    requireRowsOfASeason(builder.build());
  }

  /** Head and anchor, which have to fit each other. */
  private void describe(Experiment.Builder builder, Head head) {
    Experiment before = builder.build();
    Optional<Reference> reference = given.choice(Setting.ANCHOR, Reference.values());
    boolean scaled = given.toggle(Setting.SCALE_BY_WINDOW).orElse(false);
    boolean relative = given.toggle(Setting.RELATIVE_INPUTS).orElse(false);
    if (head.givesProbabilities()) {
      refuseAnchor(Setting.ANCHOR, reference.orElse(Reference.NONE) != Reference.NONE, head);
      refuseAnchor(Setting.SCALE_BY_WINDOW, scaled, head);
      refuseAnchor(Setting.RELATIVE_INPUTS, relative, head);
      if (before.anchor().isPresent()) {
        builder.anchor(Anchor.NONE);
      }
      builder.head(head);
      return;
    }
    builder.head(head);
    Anchor preset = before.anchorOrDefault();
    if (before.head().givesProbabilities()) {
      preset = Anchor.LAST_VALUE;
    }
    Reference to = reference.orElse(preset.reference());
    boolean isScaled = given.has(Setting.SCALE_BY_WINDOW) ? scaled : preset.scaled();
    boolean isRelative = given.has(Setting.RELATIVE_INPUTS) ? relative : preset.relativeInputs();
    if (isRelative && to == Reference.NONE && !isScaled) {
      problems.add(
          given.where(
              given.has(Setting.RELATIVE_INPUTS) ? Setting.RELATIVE_INPUTS : Setting.ANCHOR),
          "the inputs would be relative to nothing; take an anchor, or scale-by-window, too.");
      isRelative = false;
    }
    Anchor anchor =
        new Anchor(
            to,
            reference.isPresent() ? OptionalInt.empty() : preset.season(),
            isScaled,
            isRelative);
    if (reference.isPresent() || !anchor.equals(before.anchorOrDefault())) {
      builder.anchor(anchor);
    }
  }

  private void refuseAnchor(Setting setting, boolean asked, Head head) {
    if (asked) {
      problems.add(
          given.where(setting),
          "goes with the heads linear, quantiles and gaussian, not with "
              + HeadChoice.word(head)
              + ": probabilities are relative to nothing.");
    }
  }

  /** Where all is known before the data are. */
  private void requireRowsOfASeason(Experiment experiment) {
    if (experiment.lookBack().isEmpty() || experiment.season().isEmpty()) {
      return;
    }
    int rows = experiment.lookBack().getAsInt();
    int season = experiment.anchorOrDefault().decided(experiment.season().getAsInt()).rows();
    if (rows < season) {
      problems.add(
          given.where(given.has(Setting.LOOK_BACK) ? Setting.LOOK_BACK : Setting.SEASON),
          "the anchor is the last season, "
              + season
              + " rows back, but the look-back has "
              + rows
              + "; take a look-back of at least "
              + season
              + ", another season or another anchor.");
    }
  }

  private void requireWholeSegments(Experiment experiment) {
    int rows = experiment.lookBack().orElse(0);
    if (rows % Math.max(1, experiment.segment()) != 0) {
      problems.add(
          given.where(given.has(Setting.SEGMENT) ? Setting.SEGMENT : Setting.LOOK_BACK),
          "a look-back of "
              + rows
              + " rows cannot be cut into segments of "
              + experiment.segment()
              + "; take a look-back that is a multiple of the segment.");
    }
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
    LstmLayer plain = LstmLayer.of(own.count(Setting.UNITS, 1).orElse(1));
    return described(List.of(plain), own)
        .get(0)
        .withDropout(own.fraction(Setting.DROPOUT).orElse(0.0));
  }

  /** Layers alike in all that is said but units and dropout. */
  private List<LstmLayer> alike(List<LstmLayer> preset) {
    List<LstmLayer> plain =
        described(units().map(units -> like(preset.get(0), units)).orElse(preset), given);
    List<Double> dropouts = dropouts();
    if (dropouts.size() > 1 && dropouts.size() != plain.size()) {
      problems.add(
          given.where(Setting.DROPOUT),
          dropouts.size()
              + " values for "
              + plain.size()
              + (plain.size() == 1 ? " layer" : " layers")
              + "; give one for all, or one a layer.");
      dropouts = List.of();
    }
    List<LstmLayer> layers = new ArrayList<>();
    for (int l = 0; l < plain.size(); l++) {
      LstmLayer layer = plain.get(l);
      layers.add(
          dropouts.isEmpty()
              ? layer
              : layer.withDropout(dropouts.get(dropouts.size() == 1 ? 0 : l)));
    }
    return layers;
  }

  /** Layers with the direction and the activation that are given, if they are. */
  private static List<LstmLayer> described(List<LstmLayer> layers, SettingValues from) {
    Optional<Direction> direction = from.choice(Setting.DIRECTION, Direction.values());
    Optional<Activation> activation = from.choice(Setting.ACTIVATION, Activation.values());
    return layers.stream()
        .map(
            layer ->
                new LstmLayer(
                    layer.units(),
                    direction.orElse(layer.direction()),
                    activation.orElse(layer.activation()),
                    layer.dropout()))
        .toList();
  }

  /** Layers of other widths that are in all else like one. */
  private static List<LstmLayer> like(LstmLayer one, List<LstmLayer> widths) {
    return widths.stream()
        .map(
            layer -> new LstmLayer(layer.units(), one.direction(), one.activation(), one.dropout()))
        .toList();
  }

  private Optional<List<LstmLayer>> units() {
    Given entry = given.get(Setting.UNITS);
    if (entry == null) {
      return Optional.empty();
    }
    List<LstmLayer> layers = new ArrayList<>();
    for (String value : entry.values()) {
      long units = given.whole(entry, value, 1, Integer.MAX_VALUE).orElse(1L);
      layers.add(LstmLayer.of((int) units));
    }
    return Optional.of(layers);
  }

  private List<Double> dropouts() {
    Given entry = given.get(Setting.DROPOUT);
    if (entry == null) {
      return List.of();
    }
    List<Double> dropouts = new ArrayList<>();
    for (String value : entry.values()) {
      Optional<Double> rate = SettingValues.decimal(value).filter(x -> x >= 0 && x < 1);
      if (rate.isEmpty()) {
        problems.add(entry.where(), value + " is not " + DROPOUT_RANGE + ".");
      }
      dropouts.add(rate.orElse(0.0));
    }
    return dropouts;
  }
}
