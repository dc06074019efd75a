package io.penstock;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.multibindings.MapBinder;
import io.penstock.engine.Plugins;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Capabilities;
import io.penstock.testing.ReferenceBackend;
import io.penstock.training.Loss;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link ReferenceBackend} as a plugin, so that whole runs need no engine. */
public final class ReferenceEngine extends AbstractModule implements BackendPlugin {
  private ReferenceEngine() {}

  /** Penstock with this engine alone. */
  public static Penstock penstock() {
    Plugins plugins = new Plugins(List.of(new ReferenceEngine()), List.of());
    return Guice.createInjector(new CoreModule(plugins)).getInstance(Penstock.class);
  }

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Backend.class)
        .addBinding(name())
        .toInstance(new ReferenceBackend());
  }

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.copyOf(EnumSet.allOf(Direction.class)),
        Set.copyOf(EnumSet.allOf(Activation.class)),
        Set.copyOf(EnumSet.allOf(Loss.class)),
        Set.copyOf(EnumSet.allOf(Capabilities.Part.class)));
  }

  @Override
  public int preference() {
    return 1;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }
}
