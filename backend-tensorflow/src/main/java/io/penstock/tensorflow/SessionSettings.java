package io.penstock.tensorflow;

import io.penstock.spi.Device;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** How TensorFlow's sessions are set up. */
final class SessionSettings {
  /** The value by which TensorFlow runs operators in the thread that calls it. */
  private static final int IN_THE_CALLING_THREAD = -1;

  private SessionSettings() {}

  /**
   * One thread an operator and no pool for operators: core gives each shard of a batch a thread of
   * its own.
   */
  static ConfigProto of(Device device) {
    ConfigProto.Builder settings =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(IN_THE_CALLING_THREAD)
            .setGraphOptions(
                GraphOptions.newBuilder()
                    // The graph is built as it shall run. Rewriting it finds nothing and takes
                    // 2 s of the first run at 1000 steps.
                    .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)));
    if (device.isCpu()) {
      // Otherwise the natives for CUDA take hold of each card's memory.
      settings.putDeviceCount("GPU", 0);
    } else {
      settings
          .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
          // Shapes are computed on the processor: such operators have no kernel elsewhere.
          .setAllowSoftPlacement(true);
    }
    return settings.build();
  }
}
