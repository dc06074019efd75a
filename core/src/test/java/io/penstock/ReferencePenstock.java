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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All of core on the reference network in double precision, which knows no engine. */
public final class ReferencePenstock {
  private ReferencePenstock() {}

  /** Wired as users have it, with one engine and no model format. */
  public static Penstock create() {
    return Guice.createInjector(new CoreModule(new Plugins(List.of(new Plugin()), List.of())))
        .getInstance(Penstock.class);
  }

  private static final class Plugin extends AbstractModule implements BackendPlugin {
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
          Set.of(Direction.values()),
          Set.of(Activation.values()),
          Set.of(Loss.values()),
          Set.of(Capabilities.Part.values()));
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
}
