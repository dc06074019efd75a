package io.penstock.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

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
 * The backend that the kit is run on, wired as core wires it. The kit runs on the processor, or on
 * the device that the system property {@value #DEVICE} names, such as {@code cuda:0}; where the
 * backend has no such device all tests are skipped.
 *
 * @param plugin that brings it
 * @param backend the engine
 * @param device that it computes on
 * @param engines with no other engine
 * @param penstock with no other engine, and the file formats that are installed
 */
public record TestedBackend(
    BackendPlugin plugin, Backend backend, Device device, Engines engines, Penstock penstock) {
  private static final String DEVICE = "penstock.test.device";

  private record Backends(Map<String, Backend> byName) {
    @Inject
    Backends {}
  }

  static TestedBackend of(BackendPlugin plugin) {
    Plugins alone = new Plugins(List.of(plugin), List.of());
    var injector =
        Guice.createInjector(
            (Module) plugin, binder -> binder.bind(Plugins.class).toInstance(alone));
    Backend backend = injector.getInstance(Backends.class).byName().get(plugin.name());
    return new TestedBackend(
        plugin,
        backend,
        device(plugin, backend),
        injector.getInstance(Engines.class),
        Penstock.create(new Plugins(List.of(plugin), Plugins.find().formats())));
  }

  private static Device device(BackendPlugin plugin, Backend backend) {
    String wanted = System.getProperty(DEVICE, Device.CPU.name());
    return backend.devices().stream()
        .filter(there -> there.name().equals(wanted))
        .findFirst()
        .orElseGet(
            () ->
                abort(
                    String.format(
                        "%s asks for %s, which %s does not have here. %s",
                        DEVICE, wanted, plugin.name(), backend.cudaStatus())));
  }

  /** A session at the case's weights. */
  DifferentiableNetwork open(RandomCase drawn) {
    DifferentiableNetwork session = backend.open(drawn.network(), drawn.loss(), device);
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
        .backend(plugin.name())
        .device(device.name());
  }
}
