package io.penstock.benchmarks;

import java.io.IOException;

/** One of those that take turns, so that what else the machine does meets them all. */
interface Contestant extends AutoCloseable {
  /** As the tables call it: who, and on how many threads. */
  String name();

  /** Makes the next round one that counts. */
  void warmUp() throws IOException, InterruptedException;

  /** Runs for about as long as every other does. */
  Speed round() throws IOException, InterruptedException;

  @Override
  void close();
}
