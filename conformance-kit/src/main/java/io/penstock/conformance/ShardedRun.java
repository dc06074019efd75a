package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.dataset.ArrayDataset;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Capabilities.Part;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Training;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** A run whose batches are cut into shards for several threads, in this JVM or in a fresh one. */
final class ShardedRun {
  private ShardedRun() {}

  /** Trains, and gives the SHA-256 of all losses and of the final weights, bit for bit. */
  static String digest(TestedBackend tested, int threads) {
    boolean dropping = tested.plugin().capabilities().parts().contains(Part.DROPOUT);
    LstmLayer layer = LstmLayer.of(48).withDropout(dropping ? 0.3 : 0);
    Network network = new Network(24, 3, 2, 1, Anchor.NONE, List.of(layer, layer));
    ArrayDataset data = RandomCase.examples(network, 200, new Random(5));
    Training training = Training.DEFAULT.withEpochs(2).withBatchSize(100);
    TrainedRun run =
        TrainedRun.of(
            tested,
            threads,
            new TrainingRun(network, training, data, data, InitialWeights.of(network, 1)));
    MessageDigest digest = sha256();
    run.losses().forEach(loss -> digest.update(bytes(loss)));
    run.result().validationLosses().forEach(loss -> digest.update(bytes(loss)));
    for (float weight : run.result().weights().toArray()) {
      digest.update(ByteBuffer.allocate(Float.BYTES).putFloat(weight).array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(double value) {
    return ByteBuffer.allocate(Double.BYTES).putDouble(value).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * The same in a JVM that is started for it.
   *
   * @param plugin of a class that has a constructor without arguments
   * @param folder for its files
   */
  static String digestOfFreshJvm(BackendPlugin plugin, int threads, Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agentlib"))
        .forEach(command::add);
    command.add("-Dai.djl.offline=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ShardedRun.class.getName());
    command.add(plugin.getClass().getName());
    command.add(Integer.toString(threads));
    Path result = folder.resolve("digest.txt");
    command.add(result.toString());
    Path printed = folder.resolve("printed.txt");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start()
            .waitFor();
    assertThat(exit).as(Files.readString(printed)).isZero();
    return Files.readString(result);
  }

  /** In the fresh JVM: the plugin's class, the number of threads, and where the digest goes. */
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    BackendPlugin plugin =
        (BackendPlugin) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
    String digest = digest(TestedBackend.of(plugin), Integer.parseInt(arguments[1]));
    Files.writeString(Path.of(arguments[2]), digest);
  }
}
