package io.penstock.cli;

import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Signals of the operating system, through {@code sun.misc.Signal}: it is in the supported module
 * {@code jdk.unsupported} for want of another way (JEP 260), yet the compiler warns of it, so it is
 * reached by reflection.
 */
final class Signals {
  private static final System.Logger LOGGER = System.getLogger(Signals.class.getName());

  private Signals() {}

  /** A signal that is watched, until it is closed. */
  interface Watch extends AutoCloseable {
    /** Lets the signal do what it did before. */
    @Override
    void close();
  }

  /**
   * Watches a signal.
   *
   * @param name without SIG
   * @param handler is given its number, on a thread of its own
   * @return empty where the JVM does not let signals be caught
   */
  static Optional<Watch> watch(String name, IntConsumer handler) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      int number = (int) signalType.getMethod("getNumber").invoke(signal);
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      handler.accept(number);
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default -> "watch for SIG" + name;
                  });
      Object before = handle(signalType, handlerType, signal, proxy);
      return Optional.of(
          () -> {
            try {
              handle(signalType, handlerType, signal, before);
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (ReflectiveOperationException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "SIG" + name + " cannot be caught", e);
      return Optional.empty();
    }
  }

  private static Object handle(
      Class<?> signalType, Class<?> handlerType, Object signal, Object handler)
      throws ReflectiveOperationException {
    return signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
  }
}
