package io.penstock.spi;

import java.util.Optional;

/**
 * An engine that Penstock can train on. Plugins are found by {@link java.util.ServiceLoader}, so a
 * jar on the class path is installed; finding one must load no native code.
 *
 * <p>A plugin brings its Guice module: the implementing class is itself a {@code
 * com.google.inject.Module} (most simply it extends {@code AbstractModule}), which adds a {@link
 * Backend} under the plugin's name:
 *
 * <pre>{@code
 * MapBinder.newMapBinder(binder(), String.class, Backend.class)
 *     .addBinding(name()).to(MyBackend.class).in(Singleton.class);
 * }</pre>
 *
 * This interface does not name Guice, so that who describes data and networks needs none of it.
 */
public interface BackendPlugin {
  /**
   * {@return the name by which users choose it: lower case letters, digits and hyphens, as {@code
   * pytorch}}
   */
  String name();

  /** {@return what it can do} */
  Capabilities capabilities();

  /**
   * {@return among several engines, {@code auto} takes the available one with the highest
   * preference}
   */
  int preference();

  /**
   * {@return why it cannot run on this machine, in a sentence that names what is missing and how to
   * add it; empty if nothing is known to be missing} Must be cheap and load no native code: it
   * looks whether the natives' jar is there.
   */
  Optional<String> unavailable();
}
