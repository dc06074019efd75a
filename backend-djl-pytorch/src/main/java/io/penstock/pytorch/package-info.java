/**
 * Trains on PyTorch through DJL: networks become calls of torch's fused LSTM kernel, or steps of
 * plain operations where it cannot compute them, on the processor or on CUDA. No type of DJL and no
 * native handle leaves the package.
 */
@NullMarked
package io.penstock.pytorch;

import org.jspecify.annotations.NullMarked;
