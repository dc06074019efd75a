package io.penstock.engine;

import com.google.inject.Inject;
import com.google.inject.Provider;
import io.penstock.error.PenstockException;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.Device;
import io.penstock.suggestion.Suggestion;
import io.penstock.training.Loss;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses among the installed engines and their devices, and says what is there when it cannot. */
public final class Engines {
  /** The jars of Penstock's own backends, for messages. */
  private static final Map<String, String> KNOWN_JARS =
      Map.of(
          "pytorch", "io.penstock:penstock-backend-djl-pytorch",
          "tensorflow", "io.penstock:penstock-backend-tensorflow");

  private static final Logger LOG = System.getLogger(Engines.class.getName());

  private final Plugins plugins;
  private final Map<String, Provider<Backend>> backends;

  @Inject
  Engines(Plugins plugins, Map<String, Provider<Backend>> backends) {
    this.plugins = plugins;
    this.backends = backends;
  }

  /**
   * An engine and where it computes.
   *
   * @param name of its plugin
   * @param backend the engine
   * @param device one of its devices
   */
  public record Choice(String name, Backend backend, Device device) {}

  /**
   * Chooses an engine that can train this network.
   *
   * @param backend a plugin's name, or {@code auto} for the available one with the highest
   *     preference
   * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
   * @throws PenstockException with code CONFIG if there is no such engine or it cannot train this
   *     network, ENVIRONMENT if it or the device is not usable here
   */
  public Choice choose(String backend, String device, Network network, Loss loss) {
    return choose(backend, device, network, loss, false);
  }

  /**
   * Chooses an engine that can train this network.
   *
   * @param weighted whether truths differ in weight
   * @see #choose(String, String, Network, Loss)
   */
  public Choice choose(
      String backend, String device, Network network, Loss loss, boolean weighted) {
    BackendPlugin plugin =
        backend.equals("auto") ? preferred(network, loss, weighted) : named(backend);
    requireCapable(plugin, network, loss, weighted);
    plugin
        .unavailable()
        .ifPresent(
            reason -> {
              throw PenstockException.environment(
                  "The backend %s cannot run here. %s", plugin.name(), reason);
            });
    Backend engine = backend(plugin);
    return new Choice(plugin.name(), engine, device(plugin.name(), engine, device));
  }

  /**
   * Engines that can train this network here, in the order of their names.
   *
   * @param weighted whether truths differ in weight
   */
  public List<String> capable(Network network, Loss loss, boolean weighted) {
    return plugins.backends().stream()
        .filter(plugin -> reason(plugin, network, loss, weighted).isEmpty())
        .map(BackendPlugin::name)
        .toList();
  }

  /**
   * Engines that cannot train this network here, with the reason.
   *
   * @param weighted whether truths differ in weight
   */
  public Map<String, String> incapable(Network network, Loss loss, boolean weighted) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (BackendPlugin plugin : plugins.backends()) {
      reason(plugin, network, loss, weighted)
          .ifPresent(reason -> reasons.put(plugin.name(), reason));
    }
    return reasons;
  }

  /** What is known of each installed engine; loads the native code of those that can run here. */
  public List<EngineReport> reports(Network network, Loss loss) {
    Optional<String> chosen =
        plugins.backends().stream()
            .filter(plugin -> reason(plugin, network, loss, false).isEmpty())
            .max(Comparator.comparingInt(BackendPlugin::preference))
            .map(BackendPlugin::name);
    return plugins.backends().stream()
        .map(plugin -> report(plugin, network, loss, chosen.equals(Optional.of(plugin.name()))))
        .toList();
  }

  private EngineReport report(BackendPlugin plugin, Network network, Loss loss, boolean chosen) {
    Optional<String> unavailable = plugin.unavailable();
    if (unavailable.isPresent()) {
      return new EngineReport(
          plugin.name(), plugin.capabilities(), false, unavailable, Map.of(), List.of(), "", "");
    }
    Backend backend = backend(plugin);
    List<String> lacking = plugin.capabilities().lacking(network, loss);
    List<Device> devices = backend.devices();
    String path =
        lacking.isEmpty()
            ? backend.path(network, devices.get(0))
            : "cannot train this network: it lacks " + String.join(", ", lacking);
    return new EngineReport(
        plugin.name(),
        plugin.capabilities(),
        chosen,
        Optional.empty(),
        backend.versions(),
        devices,
        backend.cudaStatus(),
        path);
  }

  private static Optional<String> reason(
      BackendPlugin plugin, Network network, Loss loss, boolean weighted) {
    List<String> lacking = plugin.capabilities().lacking(network, loss, weighted);
    if (!lacking.isEmpty()) {
      return Optional.of("It lacks " + String.join(", ", lacking) + ".");
    }
    return plugin.unavailable();
  }

  private BackendPlugin preferred(Network network, Loss loss, boolean weighted) {
    requireAny();
    return plugins.backends().stream()
        .sorted(Comparator.comparingInt(BackendPlugin::preference).reversed())
        .filter(plugin -> isUsable(plugin, network, loss, weighted))
        .findFirst()
        .orElseThrow(
            () ->
                PenstockException.environment(
                    "No installed backend can train this network here: %s",
                    incapable(network, loss, weighted)));
  }

  private static boolean isUsable(
      BackendPlugin plugin, Network network, Loss loss, boolean weighted) {
    Optional<String> reason = reason(plugin, network, loss, weighted);
    reason.ifPresent(
        text -> LOG.log(Level.WARNING, "The backend {0} is passed over. {1}", plugin.name(), text));
    return reason.isEmpty();
  }

  private BackendPlugin named(String name) {
    requireAny();
    return plugins.backends().stream()
        .filter(plugin -> plugin.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private PenstockException unknown(String name) {
    List<String> installed = plugins.backends().stream().map(BackendPlugin::name).toList();
    String jar = KNOWN_JARS.get(name);
    String advice =
        jar != null
            ? "To install it, add " + jar + " and its natives to the class path."
            : "Choose one of these, or add the jar of the plugin you mean to the class path.";
    return PenstockException.config(
        "There is no backend \"%s\".%s Installed: %s. %s",
        name, Suggestion.sentence(name, installed), String.join(", ", installed), advice);
  }

  private void requireAny() {
    if (plugins.backends().isEmpty()) {
      throw PenstockException.environment(
          "No training engine is on the class path. Add %s or %s, and its natives.",
          KNOWN_JARS.get("pytorch"), KNOWN_JARS.get("tensorflow"));
    }
  }

  private static void requireCapable(
      BackendPlugin plugin, Network network, Loss loss, boolean weighted) {
    List<String> lacking = plugin.capabilities().lacking(network, loss, weighted);
    if (!lacking.isEmpty()) {
      throw PenstockException.config(
          "The backend %s cannot train this network: it lacks %s.",
          plugin.name(), String.join(", ", lacking));
    }
  }

  private Backend backend(BackendPlugin plugin) {
    Provider<Backend> provider = backends.get(plugin.name());
    if (provider == null) {
      throw PenstockException.internal(
          "The plugin %s binds no Backend under its name \"%s\".",
          plugin.getClass().getName(), plugin.name());
    }
    return provider.get();
  }

  private static Device device(String name, Backend backend, String wanted) {
    if (wanted.equals("cpu")) {
      return Device.CPU;
    }
    if (!wanted.equals("auto") && !wanted.matches("cuda(:\\d+)?")) {
      throw PenstockException.config(
          "There is no device \"%s\". Choose auto, cpu, cuda or cuda:N.", wanted);
    }
    List<Device> gpus = backend.devices().stream().filter(device -> !device.isCpu()).toList();
    if (wanted.equals("auto")) {
      return gpus.isEmpty() ? Device.CPU : gpus.get(0);
    }
    String exact = wanted.equals("cuda") ? "cuda:0" : wanted;
    return gpus.stream()
        .filter(device -> device.name().equals(exact))
        .findFirst()
        .orElseThrow(
            () ->
                PenstockException.environment(
                    "The backend %s has no device %s. %s Use --device cpu, or auto to take what is there.",
                    name, exact, backend.cudaStatus()));
  }
}
