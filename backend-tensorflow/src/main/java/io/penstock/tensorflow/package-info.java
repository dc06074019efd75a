/**
 * Trains with TensorFlow Java: a network becomes one graph of LSTM cells, fused for tanh and plain
 * for other activations, and of their gradients, chained by hand. Only {@link
 * io.penstock.tensorflow.TensorFlowPlugin} is seen from outside; tensors, graphs and sessions stay
 * in here.
 */
@NullMarked
package io.penstock.tensorflow;

import org.jspecify.annotations.NullMarked;
