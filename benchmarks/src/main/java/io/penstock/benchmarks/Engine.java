package io.penstock.benchmarks;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import io.penstock.engine.Engines;
import io.penstock.engine.Plugins;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.training.Loss;
import java.util.List;

/** The engines, wired as {@code Penstock.create()} does it, for programs that go below it. */
final class Engine {
  /** Both, in the order of the tables. */
  static final List<String> NAMES = List.of("pytorch", "tensorflow");

  private Engine() {}

  /** One engine, on the processor. */
  static Backend backend(String name, Network network) {
    return choose(name, "cpu", network).backend();
  }

  /**
   * One engine and where it computes.
   *
   * @param device as {@code --device} takes it
   */
  static Engines.Choice choose(String name, String device, Network network) {
    Plugins plugins = Plugins.find();
    Engines engines =
        Guice.createInjector(
                new AbstractModule() {
                  @Override
                  protected void configure() {
                    bind(Plugins.class).toInstance(plugins);
                    bind(Engines.class);
                    plugins.modules().forEach(this::install);
                  }
                })
            .getInstance(Engines.class);
    return engines.choose(name, device, network, Loss.MSE);
  }
}
