package io.penstock.cli.logging;

/**
 * Gives out the loggers of {@link System#getLogger}. Being found here, the JDK does not start
 * {@code java.util.logging}, whose two lines a message and messages of level INFO would be noise on
 * a command line.
 */
public final class PlainLoggerFinder extends System.LoggerFinder {
  /** Found by {@link java.util.ServiceLoader}. */
  public PlainLoggerFinder() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new PlainLogger(name);
  }
}
