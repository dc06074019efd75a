package io.penstock.trainer;

import io.penstock.network.Network;

/**
 * How a batch is cut into shards: by the work alone, never by the machine, so that the sums are
 * formed in the same order on one core and on sixty-four.
 *
 * <p>A shard has at least {@value #LEAST_EXAMPLES} examples, below which an engine's matrix
 * products grow inefficient, and at least {@value #LEAST_MEGAFLOPS} million operations, below which
 * handing it to a thread saves little and costs a single thread much: docs/benchmarks.md has the
 * measurements.
 */
final class ShardRule {
  static final int LEAST_EXAMPLES = 16;
  static final int LEAST_MEGAFLOPS = 30;
  static final int MOST_SHARDS = 16;

  private ShardRule() {}

  /**
   * How many shards a batch is cut into.
   *
   * @param network of one channel where they are independent; an example is its window
   */
  static int shards(Network network, int examples) {
    double work = examples * network.flops() / (LEAST_MEGAFLOPS * 1e6);
    int byWork = (int) Math.min(work, MOST_SHARDS);
    int byExamples = examples / LEAST_EXAMPLES;
    return Math.max(1, Math.min(byWork, byExamples));
  }

  /** First example of shard {@code shard} of {@code shards}; sizes differ by one at most. */
  static int from(int examples, int shards, int shard) {
    return (int) ((long) examples * shard / shards);
  }
}
