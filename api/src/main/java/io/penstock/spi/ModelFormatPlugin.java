package io.penstock.spi;

/**
 * A file format for trained models, found and wired as a {@link BackendPlugin} is: the implementing
 * class is a Guice module that adds a {@link ModelFormat} under the plugin's name to a {@code
 * MapBinder<String, ModelFormat>}.
 */
public interface ModelFormatPlugin {
  /** {@return the format's name, lower case, as {@code onnx}} */
  String name();
}
