package io.penstock.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or error. It remembers why writing failed, which a {@link PrintStream} forgets: a
 * reader that has left, as {@code head} does, is no error, a full disk is one.
 */
final class StandardStream extends FilterOutputStream {
  private @Nullable IOException failure;

  private StandardStream(OutputStream to) {
    super(to);
  }

  static StandardStream out() {
    return new StandardStream(new FileOutputStream(FileDescriptor.out));
  }

  static StandardStream err() {
    return new StandardStream(new FileOutputStream(FileDescriptor.err));
  }

  PrintStream printer() {
    return new PrintStream(new BufferedOutputStream(this, 8192), true, charset());
  }

  /**
   * UTF-8, whatever the locale says, since data are UTF-8 too; only a Windows console has a page of
   * its own.
   */
  private static Charset charset() {
    String console = System.getProperty("stdout.encoding");
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows && console != null && Charset.isSupported(console)
        ? Charset.forName(console)
        : StandardCharsets.UTF_8;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Whether something could not be written though there was a reader. */
  boolean lost() {
    String reason = failure().toLowerCase(Locale.ROOT);
    return failure != null
        && !reason.contains("broken pipe")
        && !reason.contains("pipe is being closed");
  }

  /** Why writing failed; empty if it did not. */
  String failure() {
    return failure == null ? "" : String.valueOf(failure.getMessage());
  }
}
