package io.penstock.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The weights of one direction of a layer in a graph, or their gradients.
 *
 * @param input W [4H, I]
 * @param recurrent R [4H, H]
 * @param bias b [4H]
 */
record LstmWeights(Operand<TFloat32> input, Operand<TFloat32> recurrent, Operand<TFloat32> bias) {}
