package io.penstock.trainer;

import io.penstock.network.Network;

/**
 * How a batch is cut into shards: by the work alone, never by the machine, so that the sums are
 * formed in the same order on one core and on sixty-four.
 *
 * <p>A shard has at least {@value #LEAST_WINDOWS} windows, below which an engine's matrix products
 * grow inefficient, and at least {@value #LEAST_MEGAFLOPS} million operations, below which handing
 * it to a thread saves little and costs a single thread much: docs/benchmarks.md has the
 * measurements.
 */
final class ShardRule {
  static final int LEAST_WINDOWS = 16;
  static final int LEAST_MEGAFLOPS = 30;
  static final int MOST_SHARDS = 16;

  private ShardRule() {}

  /** How many shards a batch of {@code windows} is cut into. */
  static int shards(Network network, int windows) {
    double work = windows * network.flops() / (LEAST_MEGAFLOPS * 1e6);
    int byWork = (int) Math.min(work, MOST_SHARDS);
    int byWindows = windows / LEAST_WINDOWS;
    return Math.max(1, Math.min(byWork, byWindows));
  }

  /** First window of shard {@code shard} of {@code shards}; sizes differ by one at most. */
  static int from(int windows, int shards, int shard) {
    return (int) ((long) windows * shard / shards);
  }
}
