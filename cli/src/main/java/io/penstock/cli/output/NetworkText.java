package io.penstock.cli.output;

import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A network, for people and as JSON. */
public final class NetworkText {
  private NetworkText() {}

  /** All of it in one line. */
  static String line(Network network) {
    List<String> parts = new ArrayList<>();
    if (network.segment() > 1) {
      parts.add("steps of " + ModelText.plural(network.segment(), "row"));
    }
    network
        .embedding()
        .ifPresent(
            units -> parts.add("dense layer of " + ModelText.plural(units, "unit") + " with relu"));
    network.layers().stream().map(NetworkText::layer).forEach(parts::add);
    parts.add(
        head(network.head()) + " of " + ModelText.plural(network.channel().outputs(), "output"));
    return String.join(", then ", parts)
        + (network.head().givesProbabilities() ? "" : "; predicts " + anchor(network.anchor()))
        + (network.channels() == Channels.INDEPENDENT ? "; " + channels(network) : "")
        + "; "
        + Numbers.grouped(network.parameters())
        + " weights";
  }

  private static String channels(Network network) {
    return "independent channels: "
        + (network.targets() == 1
            ? "the target is a series of its own"
            : "each of the "
                + network.targets()
                + " targets is a series of its own, through the same weights");
  }

  /** What a network's outputs are relative to, and its inputs where they are. */
  static String anchor(Anchor anchor) {
    String of =
        switch (anchor.reference()) {
          case NONE -> "the values themselves";
          case LAST_VALUE -> "the change from the window's last value";
          case LAST_SEASON ->
              "the change from the value at the same place of the last season, "
                  + ModelText.plural(anchor.rows(), "row")
                  + " long";
        };
    String inputs =
        !anchor.relativeInputs()
            ? ""
            : "; reads each column relative to the window's "
                + (anchor.reference() == Anchor.Reference.NONE
                    ? "scale"
                    : anchor.scaled() ? "last value and scale" : "last value");
    return of + (anchor.scaled() ? ", in units of the window's scale" : "") + inputs;
  }

  /** {@code ", as the quantiles 0.1, 0.9"}; empty for values. */
  static String kind(Head head) {
    if (head instanceof Head.Quantiles quantiles) {
      return ", as the quantiles " + levels(quantiles);
    }
    if (head instanceof Head.Softmax softmax) {
      return ", as probabilities of " + softmax.classes() + " classes";
    }
    if (head instanceof Head.Sigmoid) {
      return ", as a probability";
    }
    return head instanceof Head.Gaussian ? ", as mean and scale of a normal distribution" : "";
  }

  private static String levels(Head.Quantiles quantiles) {
    return quantiles.levels().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String head(Head head) {
    if (head instanceof Head.Quantiles quantiles) {
      return "a head for the quantiles " + levels(quantiles) + ",";
    }
    if (head instanceof Head.Softmax softmax) {
      return "a softmax head for " + softmax.classes() + " classes,";
    }
    return (head instanceof Head.Gaussian ? "a Gaussian" : "a " + head.word()) + " head";
  }

  private static String layer(LstmLayer layer) {
    return "LSTM of "
        + ModelText.plural(layer.units(), "unit")
        + " ("
        + ModelText.word(layer.direction())
        + ", "
        + ModelText.word(layer.activation())
        + (layer.dropout() > 0 ? ", dropout " + layer.dropout() : "")
        + ")";
  }

  /** Adds its members to an object. */
  public static void into(Json json, Network network) {
    Anchor anchor = network.anchor();
    json.put("channels", ModelText.word(network.channels()));
    json.put("anchor", ModelText.word(anchor.reference()));
    json.put("anchorSeason", ModelText.orNull(anchor.season()));
    json.put("scaledByWindow", anchor.scaled());
    json.put("relativeInputs", anchor.relativeInputs());
    json.put("segment", network.segment());
    json.put("embedding", ModelText.orNull(network.embedding()));
    json.put("layers", network.layers().stream().map(NetworkText::json).toList());
    json.put("head", json(network.head()));
    json.put("outputs", network.outputs());
  }

  private static Json json(LstmLayer layer) {
    return new Json()
        .put("units", layer.units())
        .put("direction", ModelText.word(layer.direction()))
        .put("activation", ModelText.word(layer.activation()))
        .put("dropout", layer.dropout());
  }

  /** The head by its word, with its quantiles or classes. */
  static Json json(Head head) {
    Json json = new Json().put("name", head.word());
    if (head instanceof Head.Quantiles quantiles) {
      json.put("levels", quantiles.levels());
    } else if (head instanceof Head.Softmax softmax) {
      json.put("classes", softmax.classes());
    }
    return json;
  }
}
