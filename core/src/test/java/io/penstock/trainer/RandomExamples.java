package io.penstock.trainer;

import io.penstock.dataset.ArrayDataset;
import io.penstock.network.Network;
import java.util.Random;

/** Examples of one truth each: the sine of the sum of the inputs, and noise. */
final class RandomExamples {
  private RandomExamples() {}

  static ArrayDataset of(Network network, int count, long seed) {
    Random random = new Random(seed);
    int length = network.lookBack() * network.features();
    float[] inputs = new float[count * length];
    float[] targets = new float[count];
    for (int n = 0; n < count; n++) {
      float sum = 0;
      for (int i = 0; i < length; i++) {
        inputs[n * length + i] = (float) random.nextGaussian();
        sum += inputs[n * length + i];
      }
      targets[n] = (float) Math.sin(sum) + (float) random.nextGaussian() / 2;
    }
    return new ArrayDataset(network.lookBack(), network.features(), 1, inputs, targets);
  }

  static ArrayDataset none(Network network) {
    return new ArrayDataset(network.lookBack(), network.features(), 1, new float[0], new float[0]);
  }
}
