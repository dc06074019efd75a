package io.penstock.network;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A network: the window cut into segments, an embedding, LSTM layers, and a head on the last
 * layer's final state.
 *
 * <p>Its input is [batch, lookBack, features] in prepared units. With a segment of s rows the LSTM
 * reads lookBack / s steps of s·features values each, the rows of a segment one after the other,
 * which is the same memory. An embedding is a dense layer with relu on each step, {@code max(0, W x
 * + b)}. Each LSTM layer starts from a zero state and computes, with gates i, o, f and candidate c,
 * {@code i,o,f = sigmoid(W x + R h + b)}, {@code c' = f c + i act(W x + R h + b)}, {@code h' = o
 * act(c')}. The head reads the last layer's final state, each direction's own (the backward
 * direction's is at the first step), forward first, then what is known of the future, [horizon,
 * future], and gives the raw outputs [batch, horizon, target, parameter], relative to the anchor.
 *
 * <p>With independent channels each target is a network of its own, {@link #channel()}, all of the
 * same weights: that is what an engine sees.
 *
 * @param lookBack rows T of the window, at least 1, a multiple of the segment
 * @param features values F of a row, at least 1
 * @param horizon steps predicted, at least 1
 * @param targets columns predicted, at least 1
 * @param future columns that are known for the rows predicted, such as promotions; 0 for none
 * @param anchor what the outputs are relative to; none for a head that gives probabilities
 * @param channels how the columns enter; with independent ones all targets are features
 * @param segment rows of a step that the LSTM reads, at least 1
 * @param embedding units of a dense layer with relu before the first LSTM layer; empty for none
 * @param layers LSTM layers, at least one, the first reads the window
 * @param head what the outputs mean
 */
public record Network(
    int lookBack,
    int features,
    int horizon,
    int targets,
    int future,
    Anchor anchor,
    Channels channels,
    int segment,
    OptionalInt embedding,
    List<LstmLayer> layers,
    Head head) {
  /** Checks the shape. */
  public Network {
    if (lookBack < 1 || features < 1 || horizon < 1 || targets < 1) {
      throw new IllegalArgumentException(
          String.format(
              "look-back %d, features %d, horizon %d, targets %d: each must be at least 1",
              lookBack, features, horizon, targets));
    }
    Objects.requireNonNull(anchor, "anchor");
    Objects.requireNonNull(channels, "channels");
    Objects.requireNonNull(head, "head");
    if (head instanceof Head.Softmax softmax && softmax.isOpen()) {
      throw new IllegalArgumentException("a softmax head whose number of classes is open");
    }
    if (future < 0) {
      throw new IllegalArgumentException(future + " columns known of the future");
    }
    if (anchor.reference() == Anchor.Reference.LAST_SEASON
        && anchor.season().orElse(Integer.MAX_VALUE) > lookBack) {
      throw new IllegalArgumentException(
          String.format(
              "a look-back of %d rows for an anchor that looks back %s rows",
              lookBack,
              anchor.season().isPresent() ? anchor.season().getAsInt() : "an unknown number of"));
    }
    if (head.givesProbabilities() && !anchor.equals(Anchor.NONE)) {
      throw new IllegalArgumentException("probabilities cannot be relative to an anchor");
    }
    if (channels == Channels.INDEPENDENT && targets > features) {
      throw new IllegalArgumentException(
          targets + " independent channels, which read themselves, of " + features + " features");
    }
    if (segment < 1 || lookBack % segment != 0) {
      throw new IllegalArgumentException(
          "a look-back of " + lookBack + " rows cannot be cut into segments of " + segment);
    }
    if (embedding.orElse(1) < 1) {
      throw new IllegalArgumentException("an embedding of " + embedding.getAsInt() + " units");
    }
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one LSTM layer");
    }
  }

  /**
   * A network of joint channels that knows nothing of the future.
   *
   * @param lookBack rows T of the window, at least 1, a multiple of the segment
   * @param features values F of a row, at least 1
   * @param horizon steps predicted, at least 1
   * @param targets columns predicted, at least 1
   * @param anchor what the outputs are relative to
   * @param segment rows of a step that the LSTM reads, at least 1
   * @param embedding units of a dense layer with relu before the first LSTM layer
   * @param layers LSTM layers, at least one, the first reads the window
   * @param head what the outputs mean
   */
  public Network(
      int lookBack,
      int features,
      int horizon,
      int targets,
      Anchor anchor,
      int segment,
      OptionalInt embedding,
      List<LstmLayer> layers,
      Head head) {
    this(
        lookBack,
        features,
        horizon,
        targets,
        0,
        anchor,
        Channels.JOINT,
        segment,
        embedding,
        layers,
        head);
  }

  /**
   * The same without segments and embedding, with a linear head.
   *
   * @param lookBack rows T of the window, at least 1, a multiple of the segment
   * @param features values F of a row, at least 1
   * @param horizon steps predicted, at least 1
   * @param targets columns predicted, at least 1
   * @param anchor what the outputs are relative to
   * @param layers LSTM layers, at least one, the first reads the window
   */
  public Network(
      int lookBack, int features, int horizon, int targets, Anchor anchor, List<LstmLayer> layers) {
    this(
        lookBack,
        features,
        horizon,
        targets,
        anchor,
        1,
        OptionalInt.empty(),
        layers,
        new Head.Linear());
  }

  /**
   * {@return the same with an embedding}
   *
   * @param units of the dense layer, at least 1
   */
  public Network withEmbedding(int units) {
    return new Network(
        lookBack,
        features,
        horizon,
        targets,
        future,
        anchor,
        channels,
        segment,
        OptionalInt.of(units),
        layers,
        head);
  }

  /**
   * {@return the same with the window cut into segments}
   *
   * @param rows of a segment; the look-back is a multiple of it
   */
  public Network withSegment(int rows) {
    return new Network(
        lookBack, features, horizon, targets, future, anchor, channels, rows, embedding, layers,
        head);
  }

  /**
   * {@return the same with another head}
   *
   * @param value what the outputs mean
   */
  public Network withHead(Head value) {
    return new Network(
        lookBack, features, horizon, targets, future, anchor, channels, segment, embedding, layers,
        value);
  }

  /**
   * {@return the same with columns known of the future}
   *
   * @param columns how many, at least 0
   */
  public Network withFuture(int columns) {
    return new Network(
        lookBack, features, horizon, targets, columns, anchor, channels, segment, embedding, layers,
        head);
  }

  /**
   * {@return the same with joint or independent channels}
   *
   * @param value how the columns enter
   */
  public Network withChannels(Channels value) {
    return new Network(
        lookBack, features, horizon, targets, future, anchor, value, segment, embedding, layers,
        head);
  }

  /**
   * {@return what an engine computes: the network itself, or with independent channels that of one
   * of them, which reads its own column and the features that are no targets, and has one target}
   */
  public Network channel() {
    return channels == Channels.JOINT
        ? this
        : new Network(
            lookBack,
            features - targets + 1,
            horizon,
            1,
            future,
            anchor,
            Channels.JOINT,
            segment,
            embedding,
            layers,
            head);
  }

  /**
   * {@return examples that a window makes: 1, or with independent channels the number of targets}
   */
  public int examples() {
    return channels == Channels.JOINT ? 1 : targets;
  }

  /** {@return raw numbers that the head gives for a window: horizon × targets × parameters} */
  public int outputs() {
    return horizon * targets * head.parameters();
  }

  /** {@return numbers of truth for a window: horizon × targets × truths of the head} */
  public int truths() {
    return horizon * targets * head.truths();
  }

  /** {@return steps that the LSTM reads} */
  public int steps() {
    return lookBack / segment;
  }

  /** {@return values of such a step, before the embedding} */
  public int stepValues() {
    return segment * channel().features;
  }

  /**
   * {@return values that enter LSTM layer {@code layer} at a step}
   *
   * @param layer counted from 0
   */
  public int inputs(int layer) {
    return layer == 0 ? embedding.orElse(stepValues()) : layers.get(layer - 1).outputs();
  }

  /** {@return values of the last layer's final state: D·H} */
  public int stateValues() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** {@return values known of the future: horizon × columns} */
  public int futureValues() {
    return horizon * future;
  }

  /** {@return values that enter the head: the final state, then what is known of the future} */
  public int headInputs() {
    return stateValues() + futureValues();
  }

  /** {@return how many weights it has} */
  public int parameters() {
    return WeightLayout.of(this).size();
  }

  /**
   * {@return floating-point operations of one forward and backward pass over one example:
   * 3·2·steps·4H·(I+H) a layer and direction}
   */
  public double flops() {
    Network one = channel();
    double sum =
        6.0 * headInputs() * one.outputs() + 6.0 * lookBack * one.features * embedding.orElse(0);
    for (int l = 0; l < layers.size(); l++) {
      double h = layers.get(l).units();
      sum += 6.0 * steps() * layers.get(l).direction().count() * 4 * h * (inputs(l) + h);
    }
    return sum;
  }
}
