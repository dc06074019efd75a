package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work on several devices, by an engine that says it has them and computes alike on each. */
class ShardedNetworkTest {
  private static final int BATCH = 1024;
  private static final Network NETWORK =
      new Network(20, 4, 1, 1, Anchor.NONE, List.of(LstmLayer.of(16)));
  private static final Device FIRST = card(0);
  private static final Device SECOND = card(1);
  private static final Device THIRD = card(2);

  private final ArrayDataset data = examples();
  private final Cards cards = new Cards();

  @Test
  void theNumberOfDevicesChangesNoBit() {
    assertThat(ShardRule.of(FIRST).shards(NETWORK, BATCH)).as("shards of a batch").isEqualTo(4);
    TrainingResult one = train(List.of(FIRST), 2);
    for (List<Device> several : List.of(List.of(FIRST, SECOND), List.of(SECOND, THIRD, FIRST))) {
      TrainingResult result = train(several, 2);
      assertThat(result.weights()).isEqualTo(one.weights());
      assertThat(result.trainingLosses()).isEqualTo(one.trainingLosses());
      assertThat(result.validationLosses()).isEqualTo(one.validationLosses());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void eachDeviceComputesItsShareWhateverTheThreads(int threads) {
    try (ShardedNetwork network = open(List.of(FIRST, SECOND, THIRD), threads)) {
      step(network);
      step(network);
    }
    // Shards 0 and 3 of 4, 1, and 2.
    assertThat(cards.gradients("cuda:0")).isEqualTo(4);
    assertThat(cards.gradients("cuda:1")).isEqualTo(2);
    assertThat(cards.gradients("cuda:2")).isEqualTo(2);
    assertThat(cards.gradients("cpu")).isZero();
  }

  @Test
  void devicesComputeAtTheSameTime() {
    CyclicBarrier together = new CyclicBarrier(2);
    AtomicInteger met = new AtomicInteger();
    cards.onGradient =
        device -> {
          await(together);
          met.incrementAndGet();
        };
    try (ShardedNetwork network = open(List.of(FIRST, SECOND), 1)) {
      step(network);
    }
    assertThat(met).hasValue(4);
  }

  @Test
  void workOfOnePieceStaysOnTheFirstDevice() {
    try (ShardedNetwork network = open(List.of(SECOND, FIRST), 4)) {
      network.gradient(data, order(8), 0, 8, 1, new float[NETWORK.parameters()]);
    }
    assertThat(cards.gradients("cuda:1")).isEqualTo(1);
    assertThat(cards.opened).containsExactly("cuda:1");
  }

  @Test
  void theErrorOfOneDeviceSurfacesAndEverySessionIsClosed() {
    ShardedNetwork network = open(List.of(FIRST, SECOND), 4);
    step(network);
    cards.onGradient =
        device -> {
          if (device.equals(SECOND)) {
            throw PenstockException.environment("cuda:1 is out of memory.");
          }
        };
    assertThatThrownBy(() -> step(network))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .hasMessage("cuda:1 is out of memory.");
    network.close();
    assertThat(cards.opened).contains("cuda:0", "cuda:1");
    assertThat(cards.closed).containsExactlyInAnyOrderElementsOf(cards.opened);
  }

  @Test
  void aDeviceThatCannotBeOpenedIsToldAndTheOthersAreClosed() {
    cards.onOpen =
        device -> {
          if (device.equals(SECOND)) {
            throw PenstockException.environment("cuda:1 is in use.");
          }
        };
    ShardedNetwork network = open(List.of(FIRST, SECOND), 2);
    assertThatThrownBy(() -> step(network)).hasMessage("cuda:1 is in use.");
    network.close();
    assertThat(cards.closed).containsExactlyInAnyOrderElementsOf(cards.opened);
  }

  @Test
  void aSessionThatFailsToCloseKeepsNoOtherOpen() {
    ShardedNetwork network = open(List.of(FIRST, SECOND, THIRD), 3);
    step(network);
    cards.onClose =
        device -> {
          if (!device.equals(THIRD)) {
            throw new IllegalStateException(device.name() + " does not answer");
          }
        };
    assertThatThrownBy(network::close)
        .hasMessage("cuda:0 does not answer")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("cuda:1 does not answer"));
    assertThat(cards.closed).contains("cuda:2");
  }

  @Test
  void withoutADeviceThereIsNoNetwork() {
    assertThatThrownBy(() -> open(List.of(), 1)).hasMessage("no device");
  }

  private ShardedNetwork open(List<Device> devices, int threads) {
    ShardedNetwork network = new ShardedNetwork(cards, NETWORK, Loss.MSE, devices, threads);
    network.setWeights(InitialWeights.of(NETWORK, 1).toArray());
    return network;
  }

  private TrainingResult train(List<Device> devices, int threads) {
    Training training = Training.DEFAULT.withEpochs(2).withBatchSize(BATCH);
    try (ShardedNetwork network = open(devices, threads)) {
      return TrainingLoop.train(
          network,
          new TrainingRun(NETWORK, training, data, data, InitialWeights.of(NETWORK, 1)),
          TrainingListener.NONE);
    }
  }

  private void step(ShardedNetwork network) {
    network.gradient(data, order(BATCH), 0, BATCH, 1, new float[NETWORK.parameters()]);
  }

  private static int[] order(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }

  private static Device card(int index) {
    return Device.cuda(index, "card", OptionalLong.empty());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("the other device does not compute meanwhile", e);
    }
  }

  private static ArrayDataset examples() {
    int count = 1600;
    Random random = new Random(3);
    float[] inputs = new float[count * NETWORK.lookBack() * NETWORK.features()];
    float[] targets = new float[count];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < count; i++) {
      targets[i] = (float) random.nextGaussian();
    }
    return new ArrayDataset(NETWORK.lookBack(), NETWORK.features(), 1, inputs, targets);
  }

  private interface Event {
    void on(Device device);
  }

  /** The reference on three cards, with a record of what each did. */
  private static final class Cards implements Backend {
    private final Backend reference = new ReferenceBackend();
    private final Map<String, AtomicInteger> gradients = new ConcurrentHashMap<>();
    private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private Event onOpen = device -> {};
    private Event onGradient = device -> {};
    private Event onClose = device -> {};

    int gradients(String device) {
      return gradients.getOrDefault(device, new AtomicInteger()).get();
    }

    @Override
    public Map<String, String> versions() {
      return reference.versions();
    }

    @Override
    public List<Device> devices() {
      return List.of(Device.CPU, FIRST, SECOND, THIRD);
    }

    @Override
    public String cudaStatus() {
      return reference.cudaStatus();
    }

    @Override
    public String path(Network network, Device device) {
      return reference.path(network, device);
    }

    @Override
    public DifferentiableNetwork open(Network network, Loss loss, Device device) {
      onOpen.on(device);
      opened.add(device.name());
      DifferentiableNetwork session = reference.open(network, loss, device);
      return new DifferentiableNetwork() {
        @Override
        public void setWeights(float[] weights) {
          session.setWeights(weights);
        }

        @Override
        public double gradient(Batch batch, float[] gradient) {
          gradients.computeIfAbsent(device.name(), name -> new AtomicInteger()).incrementAndGet();
          onGradient.on(device);
          return session.gradient(batch, gradient);
        }

        @Override
        public void predict(Batch batch, float[] outputs) {
          session.predict(batch, outputs);
        }

        @Override
        public void close() {
          closed.add(device.name());
          session.close();
          onClose.on(device);
        }
      };
    }
  }
}
