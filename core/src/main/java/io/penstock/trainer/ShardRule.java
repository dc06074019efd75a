package io.penstock.trainer;

import io.penstock.network.Network;
import io.penstock.spi.Device;

/**
 * How a batch is cut into shards: by the work and the kind of device alone, never by how many cores
 * or devices there are, so that the sums are formed in the same order on one core and on
 * sixty-four.
 *
 * <p>On the processor a shard has at least 16 examples, below which an engine's matrix products
 * grow inefficient. A CUDA device takes as long for a hundred examples as for one, so that a shard
 * of its has at least 256. Either has at least {@value #LEAST_MEGAFLOPS} million operations, below
 * which handing it to a thread saves little and costs a single thread much: docs/benchmarks.md and
 * benchmarks/README.md have the measurements.
 *
 * @param leastExamples of a shard
 */
record ShardRule(int leastExamples) {
  static final ShardRule PROCESSOR = new ShardRule(16);
  static final ShardRule CUDA = new ShardRule(256);
  static final int LEAST_MEGAFLOPS = 30;
  static final int MOST_SHARDS = 16;

  static ShardRule of(Device device) {
    return device.isCpu() ? PROCESSOR : CUDA;
  }

  /**
   * How many shards a batch is cut into.
   *
   * @param network of one channel where they are independent; an example is its window
   */
  int shards(Network network, int examples) {
    double work = examples * network.flops() / (LEAST_MEGAFLOPS * 1e6);
    int byWork = (int) Math.min(work, MOST_SHARDS);
    int byExamples = examples / leastExamples;
    return Math.max(1, Math.min(byWork, byExamples));
  }

  /** First example of shard {@code shard} of {@code shards}; sizes differ by one at most. */
  static int from(int examples, int shards, int shard) {
    return (int) ((long) examples * shard / shards);
  }
}
