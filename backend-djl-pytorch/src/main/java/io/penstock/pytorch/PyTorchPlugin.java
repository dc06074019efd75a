package io.penstock.pytorch;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Capabilities;
import io.penstock.spi.NvidiaDriver;
import io.penstock.training.Loss;
import java.util.EnumSet;
import java.util.Optional;

/** Brings PyTorch, through DJL. */
public final class PyTorchPlugin extends AbstractModule implements BackendPlugin {
  /** The name by which users choose PyTorch. */
  static final String NAME = "pytorch";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        EnumSet.allOf(Direction.class),
        EnumSet.allOf(Activation.class),
        EnumSet.allOf(Loss.class),
        EnumSet.allOf(Capabilities.Part.class));
  }

  @Override
  public int preference() {
    return 20;
  }

  @Override
  public Optional<String> unavailable() {
    return NativeLibraries.installed().missing(NvidiaDriver.ofThisMachine());
  }

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Backend.class)
        .addBinding(name())
        .to(PyTorchBackend.class)
        .in(Singleton.class);
  }
}
