package io.penstock.examples.reference;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Capabilities;
import io.penstock.spi.Capabilities.Part;
import io.penstock.training.Loss;
import java.util.EnumSet;
import java.util.Optional;

/** Brings the engine {@code reference}. */
public final class ReferencePlugin extends AbstractModule implements BackendPlugin {
  private static final Capabilities EVERYTHING =
      new Capabilities(
          EnumSet.allOf(Direction.class),
          EnumSet.allOf(Activation.class),
          EnumSet.allOf(Loss.class),
          EnumSet.allOf(Part.class));

  /** Called by {@link java.util.ServiceLoader}. */
  public ReferencePlugin() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Capabilities capabilities() {
    return EVERYTHING;
  }

  /** The least there is: {@code auto} takes any other engine that can run. */
  @Override
  public int preference() {
    return Integer.MIN_VALUE;
  }

  /** Plain Java runs wherever Penstock does. */
  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Backend.class)
        .addBinding(name())
        .to(ReferenceBackend.class)
        .in(Singleton.class);
  }
}
