package io.penstock.cli.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Writes a message as one line; a stack trace is added only when debugging. */
final class PlainLogger implements System.Logger {
  private final String name;

  PlainLogger(String name) {
    this.name = name;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    boolean ours = name.startsWith("io.penstock");
    // The JDK's own debugging is of no use to anyone here.
    Level least = ours ? LogOutput.level() : Level.WARNING;
    return level != Level.OFF && level.getSeverity() >= least.getSeverity();
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      write(level, String.valueOf(message), thrown);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (isLoggable(level)) {
      boolean plain = parameters == null || parameters.length == 0;
      String text = String.valueOf(format);
      write(level, plain ? text : new MessageFormat(text, Locale.ROOT).format(parameters), null);
    }
  }

  private static void write(Level level, String message, @Nullable Throwable thrown) {
    StringBuilder line = new StringBuilder("penstock: ");
    line.append(level.getName().toLowerCase(Locale.ROOT)).append(": ").append(message.strip());
    if (thrown != null && LogOutput.level() != Level.WARNING) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      line.append(System.lineSeparator()).append(trace.toString().stripTrailing());
    } else if (thrown != null) {
      line.append(" (").append(thrown).append(')');
    }
    LogOutput.print(line.toString());
  }
}
