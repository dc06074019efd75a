package io.penstock.tensorflow;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Capabilities;
import io.penstock.spi.Capabilities.Part;
import io.penstock.spi.NvidiaDriver;
import io.penstock.training.Loss;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Brings the engine {@code tensorflow}. Loads no native code; the backend does when it is first
 * asked for something.
 */
public final class TensorFlowPlugin extends AbstractModule implements BackendPlugin {
  private static final Capabilities CAPABILITIES =
      new Capabilities(
          EnumSet.allOf(Direction.class),
          EnumSet.allOf(Activation.class),
          EnumSet.allOf(Loss.class),
          EnumSet.allOf(Part.class));

  /** Called by {@link java.util.ServiceLoader}. */
  public TensorFlowPlugin() {}

  @Override
  public String name() {
    return "tensorflow";
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public int preference() {
    return 10;
  }

  @Override
  public Optional<String> unavailable() {
    return NativeLibrary.ofThisMachine().missing();
  }

  @Override
  protected void configure() {
    bind(NativeLibrary.class).toInstance(NativeLibrary.ofThisMachine());
    bind(NvidiaDriver.class).toProvider(NvidiaDriver::ofThisMachine);
    MapBinder.newMapBinder(binder(), String.class, Backend.class)
        .addBinding(name())
        .to(TensorFlowBackend.class)
        .in(Singleton.class);
  }
}
