package io.penstock.modelfile;

import static io.penstock.modelfile.ModelMetadata.find;
import static io.penstock.modelfile.ModelMetadata.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A network as JSON. */
public final class NetworkJson {
  private NetworkJson() {}

  /**
   * {@return as the key {@code penstock.network} of a model file has it}
   *
   * @param network to be written
   */
  public static ObjectNode write(Network network) {
    ObjectNode node = ModelMetadata.object();
    node.put("lookBack", network.lookBack());
    node.put("features", network.features());
    node.put("horizon", network.horizon());
    node.put("targets", network.targets());
    if (network.future() > 0) {
      node.put("future", network.future());
    }
    node.put("anchor", Words.of(network.anchor().reference()));
    network.anchor().season().ifPresent(rows -> node.put("anchorSeason", rows));
    node.put("scaledByWindow", network.anchor().scaled());
    node.put("relativeInputs", network.anchor().relativeInputs());
    node.put("channels", Words.of(network.channels()));
    node.put("segment", network.segment());
    network.embedding().ifPresent(units -> node.put("embedding", units));
    ArrayNode layers = node.putArray("layers");
    for (LstmLayer layer : network.layers()) {
      ObjectNode one = layers.addObject();
      one.put("units", layer.units());
      one.put("direction", Words.of(layer.direction()));
      one.put("activation", Words.of(layer.activation()));
      one.put("dropout", layer.dropout());
    }
    node.set("head", HeadJson.write(network.head()));
    return node;
  }

  /**
   * Reads {@link #write(Network)} back. The first files had neither segments, embedding nor
   * dropout, linear heads only, joint channels, nothing of the future, and an anchor that was
   * neither seasonal nor scaled.
   *
   * @param node what was written
   * @return the network
   * @throws IllegalArgumentException if it is something else
   */
  public static Network network(JsonNode node) {
    List<LstmLayer> layers = new ArrayList<>();
    for (JsonNode layer : get(node, "layers")) {
      layers.add(
          new LstmLayer(
              get(layer, "units").intValue(),
              Words.parse(Direction.class, get(layer, "direction").textValue()),
              Words.parse(Activation.class, get(layer, "activation").textValue()),
              find(layer, "dropout").map(JsonNode::doubleValue).orElse(0.0)));
    }
    return new Network(
        get(node, "lookBack").intValue(),
        get(node, "features").intValue(),
        get(node, "horizon").intValue(),
        get(node, "targets").intValue(),
        find(node, "future").map(JsonNode::intValue).orElse(0),
        anchor(node),
        find(node, "channels")
            .map(word -> Words.parse(Channels.class, word.textValue()))
            .orElse(Channels.JOINT),
        find(node, "segment").map(JsonNode::intValue).orElse(1),
        find(node, "embedding")
            .map(units -> OptionalInt.of(units.intValue()))
            .orElseGet(OptionalInt::empty),
        layers,
        find(node, "head").map(HeadJson::read).orElseGet(Head.Linear::new));
  }

  private static Anchor anchor(JsonNode node) {
    return new Anchor(
        Words.parse(Anchor.Reference.class, get(node, "anchor").textValue()),
        find(node, "anchorSeason")
            .map(rows -> OptionalInt.of(rows.intValue()))
            .orElseGet(OptionalInt::empty),
        find(node, "scaledByWindow").map(JsonNode::booleanValue).orElse(false),
        find(node, "relativeInputs").map(JsonNode::booleanValue).orElse(false));
  }
}
