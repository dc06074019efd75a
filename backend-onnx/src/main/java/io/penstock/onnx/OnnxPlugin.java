package io.penstock.onnx;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import io.penstock.spi.ModelFormat;
import io.penstock.spi.ModelFormatPlugin;

/**
 * Brings ONNX as a model format. Loads no native code before a file is opened or a version asked
 * for.
 */
public final class OnnxPlugin extends AbstractModule implements ModelFormatPlugin {
  /** For {@link java.util.ServiceLoader}. */
  public OnnxPlugin() {}

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, ModelFormat.class)
        .addBinding(name())
        .to(OnnxModelFormat.class)
        .in(Singleton.class);
  }
}
