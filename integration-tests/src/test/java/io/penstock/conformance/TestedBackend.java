package io.penstock.conformance;

import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Module;
import io.penstock.Penstock;
import io.penstock.engine.Engines;
import io.penstock.engine.Plugins;
import io.penstock.experiment.Experiment;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import java.util.List;
import java.util.Map;

/**
 * The backend that the kit is run on, wired as core wires it.
 *
 * @param plugin that brings it
 * @param backend the engine
 * @param engines with no other engine
 * @param penstock with no other engine, and the file formats that are installed
 */
record TestedBackend(BackendPlugin plugin, Backend backend, Engines engines, Penstock penstock) {
  private record Backends(Map<String, Backend> byName) {
    @Inject
    Backends {}
  }

  static TestedBackend of(BackendPlugin plugin) {
    Plugins alone = new Plugins(List.of(plugin), List.of());
    var injector =
        Guice.createInjector(
            (Module) plugin, binder -> binder.bind(Plugins.class).toInstance(alone));
    return new TestedBackend(
        plugin,
        injector.getInstance(Backends.class).byName().get(plugin.name()),
        injector.getInstance(Engines.class),
        Penstock.create(new Plugins(List.of(plugin), Plugins.find().formats())));
  }

  /** A session at the case's weights. */
  DifferentiableNetwork open(RandomCase drawn) {
    DifferentiableNetwork session = backend.open(drawn.network(), drawn.loss(), Device.CPU);
    session.setWeights(drawn.weights());
    return session;
  }

  /** Begins a small experiment on this backend. */
  Experiment.Builder experiment(String target) {
    return Experiment.forecast(target)
        .horizon(2)
        .lookBack(8)
        .units(4)
        .threads(1)
        .backend(plugin.name());
  }
}
