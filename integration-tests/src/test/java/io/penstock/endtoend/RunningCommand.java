package io.penstock.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command while it runs. What it prints is collected all the time, so that it never waits. */
public final class RunningCommand {
  private static final long SECONDS = 120;

  private final List<String> command;
  private final Process process;
  private final Collected out;
  private final Collected err;

  /** What has been started. */
  public RunningCommand(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.out = Collected.of(process.getInputStream());
    this.err = Collected.of(process.getErrorStream());
  }

  long pid() {
    return process.pid();
  }

  /** Waits until a line of standard error begins so. */
  RunningCommand awaitMessage(String beginning) throws InterruptedException {
    if (!err.await(beginning, SECONDS)) {
      throw new AssertionError("no line begins with " + beginning + "\n" + end().transcript());
    }
    return this;
  }

  /** Sends a signal, by its name without SIG. */
  RunningCommand signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + name + " returned " + code + "\n" + end().transcript());
    }
    return this;
  }

  /** Stops reading what it prints on standard output, as {@code head} does. */
  RunningCommand closeOutput() throws IOException {
    process.getInputStream().close();
    return this;
  }

  /** Ends it at once, as {@code kill -9} does, unless it has ended by itself. */
  Outcome kill() throws InterruptedException {
    return end();
  }

  /** Waits until it ends, for two minutes at most. */
  public Outcome await() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + SECONDS + " s\n" + end().transcript());
    }
    return end();
  }

  private Outcome end() throws InterruptedException {
    // Destroying closes the streams, even of a process that has ended by itself: what was not read
    // by then would be lost.
    if (process.isAlive()) {
      process.destroyForcibly().waitFor();
    }
    return new Outcome(command, process.exitValue(), out.end(), err.end());
  }

  /** What comes from a stream, line by line. */
  private static final class Collected {
    private final StringBuilder text = new StringBuilder();
    private final Thread reader;
    private boolean ended;

    private Collected(InputStream from) {
      reader = new Thread(() -> read(from), "reads a command's output");
      reader.setDaemon(true);
    }

    static Collected of(InputStream from) {
      Collected collected = new Collected(from);
      collected.reader.start();
      return collected;
    }

    private void read(InputStream from) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
        char[] piece = new char[4096];
        for (int read = lines.read(piece); read >= 0; read = lines.read(piece)) {
          add(new String(piece, 0, read));
        }
      } catch (IOException e) {
        add("\n(no longer read: " + e.getMessage() + ")\n");
      }
      close();
    }

    private synchronized void add(String piece) {
      text.append(piece);
      notifyAll();
    }

    private synchronized void close() {
      ended = true;
      notifyAll();
    }

    synchronized boolean await(String beginning, long seconds) throws InterruptedException {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (!has(beginning)) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (ended || left <= 0) {
          return has(beginning);
        }
        wait(left);
      }
      return true;
    }

    /** Only whole lines count. */
    private boolean has(String beginning) {
      return text.substring(0, text.lastIndexOf("\n") + 1)
          .lines()
          .anyMatch(line -> line.startsWith(beginning));
    }

    String end() throws InterruptedException {
      reader.join(TimeUnit.SECONDS.toMillis(10));
      synchronized (this) {
        return text.toString();
      }
    }
  }
}
