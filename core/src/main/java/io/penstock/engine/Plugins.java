package io.penstock.engine;

import com.google.inject.Module;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.spi.BackendPlugin;
import io.penstock.spi.ModelFormatPlugin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The plugins on the class path.
 *
 * @param backends engines, in the order of their names
 * @param formats file formats, in the order of their names
 */
public record Plugins(List<BackendPlugin> backends, List<ModelFormatPlugin> formats) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** Copies the lists, and checks names and that each plugin is a Guice module. */
  public Plugins {
    backends = checked(backends, BackendPlugin::name);
    formats = checked(formats, ModelFormatPlugin::name);
  }

  /**
   * Looks for plugins with {@link ServiceLoader}. Loads no native code.
   *
   * @return all that were found, in the order of their names
   * @throws PenstockException with code PLUGIN, naming the class, if a plugin cannot be loaded or
   *     is not made as it must be
   */
  public static Plugins find() {
    try {
      return new Plugins(load(BackendPlugin.class), load(ModelFormatPlugin.class));
    } catch (ServiceConfigurationError e) {
      String cause = e.getCause() == null ? "" : ": " + e.getCause();
      throw new PenstockException(
          ErrorCode.PLUGIN, "A plugin cannot be loaded: " + e.getMessage() + cause + ".", e);
    } catch (LinkageError e) {
      throw new PenstockException(
          ErrorCode.PLUGIN,
          "A plugin cannot be loaded: "
              + e
              + ". A jar that it needs is not on the class path, or was made for another version.",
          e);
    }
  }

  private static <T> List<T> load(Class<T> type) {
    List<T> found = new ArrayList<>();
    ServiceLoader.load(type).forEach(found::add);
    return found;
  }

  private static <T> List<T> checked(List<T> plugins, Function<T, String> nameOf) {
    Map<String, T> byName = new HashMap<>();
    for (T plugin : plugins) {
      String type = plugin.getClass().getName();
      String name = name(plugin, type, nameOf);
      if (!NAME.matcher(name).matches()) {
        throw PenstockException.plugin(
            "The plugin %s is named \"%s\"; a name is lower case letters, digits and single hyphens.",
            type, name);
      }
      if (!(plugin instanceof Module)) {
        throw PenstockException.plugin(
            "The plugin %s is not a com.google.inject.Module, so it cannot be wired.", type);
      }
      T other = byName.put(name, plugin);
      if (other != null) {
        throw PenstockException.plugin(
            "Two plugins are named %s: %s and %s. Remove one of their jars from the class path.",
            name, other.getClass().getName(), type);
      }
    }
    return byName.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  private static <T> String name(T plugin, String type, Function<T, String> nameOf) {
    String name;
    try {
      name = nameOf.apply(plugin);
    } catch (RuntimeException e) {
      throw new PenstockException(
          ErrorCode.PLUGIN, String.format("The plugin %s cannot tell its name: %s.", type, e), e);
    }
    if (name == null) {
      throw PenstockException.plugin("The plugin %s has no name.", type);
    }
    return name;
  }

  /** {@return the Guice modules that the plugins bring} */
  public List<Module> modules() {
    List<Module> modules = new ArrayList<>();
    backends.forEach(plugin -> modules.add((Module) plugin));
    formats.forEach(plugin -> modules.add((Module) plugin));
    return modules;
  }
}
