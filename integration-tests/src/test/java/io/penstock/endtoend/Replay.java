package io.penstock.endtoend;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.penstock.dataset.ArrayDataset;
import io.penstock.golden.GoldenRun;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Role;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.training.Optimizer;
import io.penstock.training.Schedule;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A reference run as the command takes it: rows in a CSV file, options, and weights in a model file
 * that another tool has put there. It is what {@code docs/replay.md} tells people to do, and knows
 * no more of Penstock's own classes than what the case is made of.
 */
final class Replay {
  private static final String TIME = "second";
  private static final String TARGET = "y";

  private final GoldenRun golden;

  Replay(GoldenRun golden) {
    this.golden = golden;
  }

  /**
   * Each example as a run of rows of its own: the look-back with its features, then the horizon
   * with its truths. The second that is left out after it is a gap, which no window crosses. What
   * the network does not read is 0, which is a value, a label and a class.
   */
  String rows() {
    Network network = golden.network();
    ArrayDataset data = golden.data();
    StringBuilder csv = new StringBuilder(TIME);
    features(network).forEach(name -> csv.append(',').append(name));
    csv.append(',').append(TARGET).append('\n');
    int input = 0;
    int truth = 0;
    long second = 0;
    for (int example = 0; example < data.size(); example++) {
      for (int row = 0; row < network.lookBack() + network.horizon(); row++) {
        boolean past = row < network.lookBack();
        csv.append(second++);
        for (int k = 0; k < network.features(); k++) {
          csv.append(',').append(past ? data.inputs()[input++] : 0);
        }
        csv.append(',').append(past ? "0" : target(truth++)).append('\n');
      }
      second++;
    }
    return csv.toString();
  }

  /** A truth as a cell: a class by its number, which the case has as a probability for each. */
  private String target(int truth) {
    float[] truths = golden.data().targets();
    if (!(golden.network().head() instanceof Head.Softmax softmax)) {
      return "" + truths[truth];
    }
    return IntStream.range(0, softmax.classes())
        .filter(c -> truths[truth * softmax.classes() + c] == 1)
        .mapToObj(c -> "" + c)
        .collect(Collectors.joining());
  }

  private static List<String> features(Network network) {
    return IntStream.range(0, network.features()).mapToObj(k -> "x" + k).toList();
  }

  /** How to read the rows: all of them are for training. */
  List<String> reading() {
    return List.of("--time=" + TIME, "--time-format=epoch-seconds", "--split=1,0,0");
  }

  /** The network, on values as they stand. */
  List<String> network() {
    Network network = golden.network();
    LstmLayer first = network.layers().get(0);
    List<String> options = new ArrayList<>();
    options.add("--target=" + TARGET);
    options.add("--features=" + String.join(",", features(network)));
    options.add("--look-back=" + network.lookBack());
    options.add("--horizon=" + network.horizon());
    options.add("--scale=none");
    options.add("--anchor=none");
    options.add(
        "--units="
            + network.layers().stream()
                .map(layer -> "" + layer.units())
                .collect(Collectors.joining(",")));
    options.add("--direction=" + word(first.direction()));
    options.add("--activation=" + word(first.activation()));
    options.add("--embedding=" + network.embedding().orElse(0));
    options.addAll(head(network.head()));
    return options;
  }

  private static List<String> head(Head head) {
    if (head instanceof Head.Linear) {
      return List.of("--head=linear");
    }
    if (head instanceof Head.Sigmoid) {
      return List.of("--head=sigmoid");
    }
    if (head instanceof Head.Softmax softmax) {
      return List.of("--head=softmax", "--classes=" + softmax.classes());
    }
    if (head instanceof Head.Quantiles quantiles) {
      return List.of(
          "--quantiles="
              + quantiles.levels().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    if (head instanceof Head.Gaussian) {
      return List.of("--head=gaussian");
    }
    throw new IllegalArgumentException("no options for " + head);
  }

  /** How the run was trained. */
  List<String> training() {
    Training training = golden.training();
    List<String> options = new ArrayList<>();
    options.add("--epochs=" + training.epochs().orElseThrow());
    options.add("--batch=" + training.batchSize());
    options.add("--shuffle=" + training.shuffle());
    options.add("--loss=" + word(training.lossFor(golden.network().head())));
    options.addAll(optimizer(training.optimizer()));
    options.addAll(schedule(training.schedule()));
    options.add("--l1=" + training.penalty().l1());
    options.add("--l2=" + training.penalty().l2());
    if (training.clipping().norm() < Double.POSITIVE_INFINITY) {
      options.add("--clip-norm=" + training.clipping().norm());
    }
    if (training.clipping().value() < Double.POSITIVE_INFINITY) {
      options.add("--clip-value=" + training.clipping().value());
    }
    return options;
  }

  private static List<String> optimizer(Optimizer optimizer) {
    Map<String, Object> options = new TreeMap<>();
    options.put("learning-rate", optimizer.learningRate());
    if (optimizer instanceof Optimizer.Sgd sgd) {
      options.put("optimizer", "sgd");
      options.put("momentum", sgd.momentum());
      options.put("nesterov", sgd.nesterov());
    } else if (optimizer instanceof Optimizer.Adam adam) {
      options.put("optimizer", "adam");
      moments(options, adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (optimizer instanceof Optimizer.AdamW adam) {
      options.put("optimizer", "adamw");
      options.put("weight-decay", adam.decay());
      moments(options, adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (optimizer instanceof Optimizer.Nadam nadam) {
      options.put("optimizer", "nadam");
      moments(options, nadam.beta1(), nadam.beta2(), nadam.epsilon());
    } else if (optimizer instanceof Optimizer.RmsProp rmsProp) {
      options.put("optimizer", "rmsprop");
      options.put("rho", rmsProp.rho());
      options.put("epsilon", rmsProp.epsilon());
    } else if (optimizer instanceof Optimizer.Adagrad adagrad) {
      options.put("optimizer", "adagrad");
      options.put("epsilon", adagrad.epsilon());
    } else {
      throw new IllegalArgumentException("no options for " + optimizer);
    }
    return options.entrySet().stream()
        .map(option -> "--" + option.getKey() + "=" + option.getValue())
        .toList();
  }

  private static void moments(
      Map<String, Object> options, double beta1, double beta2, double epsilon) {
    options.put("beta1", beta1);
    options.put("beta2", beta2);
    options.put("epsilon", epsilon);
  }

  private static List<String> schedule(Schedule schedule) {
    if (schedule instanceof Schedule.Constant) {
      return List.of();
    }
    if (schedule instanceof Schedule.Step step) {
      return List.of(
          "--schedule=step",
          "--schedule-every=" + step.every(),
          "--schedule-factor=" + step.factor());
    }
    throw new IllegalArgumentException("no options for " + schedule);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Puts the run's first weights in place of those of a model file, and leaves all else. */
  void putInitialWeights(Path file) throws IOException {
    float[] initial = golden.initial().toArray();
    Map<String, Slot> slots = slots();
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      Slot slot = slots.remove(tensor.getName());
      if (slot != null) {
        tensor.setRawData(ByteString.copyFrom(written(slot, initial)));
      }
    }
    if (!slots.isEmpty()) {
      throw new AssertionError("the file has no weights " + slots.keySet());
    }
    Files.write(file, model.build().toByteArray());
  }

  private Map<String, Slot> slots() {
    Map<String, Slot> slots = new TreeMap<>();
    WeightLayout.of(golden.network()).slots().forEach(slot -> slots.put(slot.name(), slot));
    return slots;
  }

  /** A tensor's bytes; after each direction's bias, the file has as many zeros. */
  private static ByteBuffer written(Slot slot, float[] flat) {
    boolean bias = slot.role() == Role.BIAS;
    int size = bias ? 2 * slot.size() : slot.size();
    ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer values = bytes.asFloatBuffer();
    int directions = bias ? slot.shape().get(0) : 1;
    int length = slot.size() / directions;
    for (int d = 0; d < directions; d++) {
      values.put(flat, slot.offset() + d * length, length);
      values.position(values.position() + (bias ? length : 0));
    }
    return bytes;
  }

  /** The weights of a model file, in the order of the run's own. */
  float[] weights(Path file) throws IOException {
    float[] flat = new float[golden.initial().size()];
    Map<String, Slot> slots = slots();
    for (TensorProto tensor :
        ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getInitializerList()) {
      Slot slot = slots.remove(tensor.getName());
      if (slot != null) {
        read(tensor, slot, flat);
      }
    }
    if (!slots.isEmpty()) {
      throw new AssertionError("the file has no weights " + slots.keySet());
    }
    return flat;
  }

  private static void read(TensorProto tensor, Slot slot, float[] flat) {
    FloatBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    boolean bias = slot.role() == Role.BIAS;
    int directions = bias ? slot.shape().get(0) : 1;
    int length = slot.size() / directions;
    for (int d = 0; d < directions; d++) {
      values.get(flat, slot.offset() + d * length, length);
      values.position(values.position() + (bias ? length : 0));
    }
  }

  /** The losses that {@code --step-history} has written. */
  static double[] losses(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int column = Arrays.asList(lines.get(0).split(",")).indexOf("loss");
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
        .toArray();
  }
}
