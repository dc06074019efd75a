package io.penstock.engine;

import com.google.inject.Inject;
import com.google.inject.Provider;
import com.google.inject.ProvisionException;
import io.penstock.error.ErrorCode;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

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
   * @param devices of the engine, at least one, that share the work
   * @param missingCuda why {@code auto} took the processor, in a few words; empty if the devices
   *     were named or {@code auto} took a CUDA device
   */
  public record Choice(
      String name, Backend backend, List<Device> devices, Optional<String> missingCuda) {
    /** Copies the list. */
    public Choice {
      devices = List.copyOf(devices);
    }

    /** {@return the first of the devices} */
    public Device device() {
      return devices.get(0);
    }

    /** {@return the devices' names with commas between, as {@code cuda:0,cuda:1}} */
    public String deviceNames() {
      return devices.stream().map(Device::name).collect(Collectors.joining(","));
    }
  }

  /**
   * Chooses an engine that can train a network.
   *
   * @param backend a plugin's name, or {@code auto} for the available one with the highest
   *     preference
   * @param device in the words of {@link DeviceWish}
   * @param demand the network and what it is to be trained by
   * @return the engine and its devices
   * @throws PenstockException with code CONFIG if there is no such engine or it cannot train this
   *     network, ENVIRONMENT if it or the device is not usable here
   */
  public Choice choose(String backend, String device, Demand demand) {
    DeviceWish wish = wish(device);
    BackendPlugin plugin = backend.equals("auto") ? preferred(demand) : named(backend);
    requireCapable(plugin, demand);
    plugin
        .unavailable()
        .ifPresent(
            reason -> {
              throw PenstockException.environment(
                  "The backend %s cannot run here. %s", plugin.name(), reason);
            });
    Backend engine = backend(plugin);
    List<Device> devices = devices(plugin.name(), engine, wish);
    Optional<String> missingCuda =
        wish.equals(DeviceWish.AUTO) && devices.get(0).isCpu()
            ? engine.missingCuda()
            : Optional.empty();
    return new Choice(plugin.name(), engine, devices, missingCuda);
  }

  /**
   * {@return the same for truths of one weight}
   *
   * @param backend the engine
   * @param device in the words of {@link DeviceWish}
   * @param network what is to be trained
   * @param loss what it is to be trained by
   */
  public Choice choose(String backend, String device, Network network, Loss loss) {
    return choose(backend, device, new Demand(network, loss));
  }

  private static DeviceWish wish(String device) {
    try {
      return DeviceWish.of(device);
    } catch (IllegalArgumentException e) {
      throw PenstockException.config("Device: %s", e.getMessage());
    }
  }

  /**
   * {@return engines that can compute it here, in the order of their names}
   *
   * @param demand the network and what it is to be trained by
   */
  public List<String> capable(Demand demand) {
    return plugins.backends().stream()
        .filter(plugin -> reason(plugin, demand).isEmpty())
        .map(BackendPlugin::name)
        .toList();
  }

  /**
   * {@return engines that cannot compute it here, with the reason}
   *
   * @param demand the network and what it is to be trained by
   */
  public Map<String, String> incapable(Demand demand) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (BackendPlugin plugin : plugins.backends()) {
      reason(plugin, demand).ifPresent(reason -> reasons.put(plugin.name(), reason));
    }
    return reasons;
  }

  /**
   * {@return what is known of each installed engine; loads the native code of those that can run
   * here}
   *
   * @param demand the network and what it is to be trained by
   */
  public List<EngineReport> reports(Demand demand) {
    Optional<String> chosen =
        plugins.backends().stream()
            .filter(plugin -> reason(plugin, demand).isEmpty())
            .max(Comparator.comparingInt(BackendPlugin::preference))
            .map(BackendPlugin::name);
    return plugins.backends().stream()
        .map(plugin -> report(plugin, demand, chosen.equals(Optional.of(plugin.name()))))
        .toList();
  }

  private EngineReport report(BackendPlugin plugin, Demand demand, boolean chosen) {
    Optional<String> unavailable = plugin.unavailable();
    if (unavailable.isPresent()) {
      return new EngineReport(
          plugin.name(), plugin.capabilities(), false, unavailable, Map.of(), List.of(), "", "");
    }
    Backend backend = backend(plugin);
    List<String> lacking = demand.lacking(plugin.capabilities());
    List<Device> devices = backend.devices();
    String path =
        lacking.isEmpty()
            ? backend.path(demand.network().channel(), devices.get(0))
            : "cannot train this network: it lacks " + String.join(", ", lacking);
    return new EngineReport(
        plugin.name(),
        plugin.capabilities(),
        chosen,
        Optional.empty(),
        backend.versions(),
        devices.stream().map(d -> d.isCpu() ? Processor.described() : d).toList(),
        backend.cudaStatus(),
        path);
  }

  private static Optional<String> reason(BackendPlugin plugin, Demand demand) {
    List<String> lacking = demand.lacking(plugin.capabilities());
    if (!lacking.isEmpty()) {
      return Optional.of("It lacks " + String.join(", ", lacking) + ".");
    }
    return plugin.unavailable();
  }

  private BackendPlugin preferred(Demand demand) {
    requireAny();
    return plugins.backends().stream()
        .sorted(Comparator.comparingInt(BackendPlugin::preference).reversed())
        .filter(plugin -> isUsable(plugin, demand))
        .findFirst()
        .orElseThrow(
            () ->
                PenstockException.environment(
                    "No installed backend can train this network here: %s", incapable(demand)));
  }

  private static boolean isUsable(BackendPlugin plugin, Demand demand) {
    Optional<String> reason = reason(plugin, demand);
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
            : "Choose one of these, or add the jar of the plugin that you mean to the class path: to that of"
                + " the command by the variable PENSTOCK_PLUGINS.";
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

  private static void requireCapable(BackendPlugin plugin, Demand demand) {
    List<String> lacking = demand.lacking(plugin.capabilities());
    if (!lacking.isEmpty()) {
      throw PenstockException.config(
          "The backend %s cannot train this network: it lacks %s.",
          plugin.name(), String.join(", ", lacking));
    }
  }

  private Backend backend(BackendPlugin plugin) {
    Provider<Backend> provider = backends.get(plugin.name());
    if (provider == null) {
      throw PenstockException.plugin(
          "The plugin %s binds no Backend under its name \"%s\".",
          plugin.getClass().getName(), plugin.name());
    }
    try {
      return provider.get();
    } catch (ProvisionException e) {
      if (e.getCause() instanceof PenstockException known) {
        throw known;
      }
      throw new PenstockException(
          ErrorCode.PLUGIN,
          String.format(
              "The plugin %s cannot make its Backend: %s.",
              plugin.getClass().getName(), Objects.requireNonNullElse(e.getCause(), e)),
          e);
    }
  }

  private static List<Device> devices(String name, Backend backend, DeviceWish wish) {
    if (wish.names().equals(List.of(Device.CPU.name()))) {
      // Without asking the engine, which would look for CUDA.
      return List.of(Device.CPU);
    }
    List<Device> there = backend.devices();
    List<Device> cuda = there.stream().filter(device -> !device.isCpu()).toList();
    if (wish.equals(DeviceWish.AUTO)) {
      return cuda.isEmpty() ? List.of(Device.CPU) : List.of(cuda.get(0));
    }
    if (wish.equals(DeviceWish.ALL_CUDA)) {
      if (cuda.isEmpty()) {
        throw absent(name, backend, "CUDA device", there);
      }
      return cuda;
    }
    List<String> absent =
        wish.names().stream()
            .filter(wanted -> there.stream().noneMatch(device -> device.name().equals(wanted)))
            .toList();
    if (!absent.isEmpty()) {
      throw absent(name, backend, "device " + String.join(" and no ", absent), there);
    }
    return wish.names().stream()
        .map(wanted -> there.stream().filter(d -> d.name().equals(wanted)).findFirst())
        .map(Optional::orElseThrow)
        .toList();
  }

  private static PenstockException absent(
      String name, Backend backend, String what, List<Device> there) {
    return PenstockException.environment(
        "The backend %s has no %s; it has %s. %s Use --device cpu, or auto to take what is there.",
        name,
        what,
        there.stream().map(Device::name).collect(Collectors.joining(", ")),
        backend.cudaStatus());
  }
}
