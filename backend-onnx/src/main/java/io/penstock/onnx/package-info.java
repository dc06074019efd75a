/**
 * Model files as ONNX: one graph from raw windows to forecasts, written, read back and run by ONNX
 * Runtime. Nothing outside this package sees a message or a handle of ONNX.
 */
@NullMarked
package io.penstock.onnx;

import org.jspecify.annotations.NullMarked;
