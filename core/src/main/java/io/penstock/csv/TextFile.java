package io.penstock.csv;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.suggestion.Suggestion;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file opened as text. It is UTF-8, with or without a byte order mark, or UTF-16 with one;
 * anything else is refused with its place, never replaced by question marks.
 */
final class TextFile implements AutoCloseable {
  private static final int HEAD = 8192;

  private final Path file;
  private final Charset charset;
  private final BufferedReader reader;

  private TextFile(Path file, Charset charset, BufferedReader reader) {
    this.file = file;
    this.charset = charset;
    this.reader = reader;
  }

  /** Opens a file after a look at its first bytes. */
  static TextFile open(Path file) throws IOException {
    requireFile(file);
    InputStream bytes = new BufferedInputStream(bytes(file), 1 << 16);
    try {
      bytes.mark(HEAD);
      byte[] head = bytes.readNBytes(HEAD);
      bytes.reset();
      if (head.length == 0) {
        throw PenstockException.data("%s is empty. A header line and rows are expected.", file);
      }
      Charset charset = charset(head);
      bytes.skipNBytes(markLength(head));
      if (charset.equals(StandardCharsets.UTF_8)) {
        requireText(file, head);
      }
      CharsetDecoder decoder =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      return new TextFile(
          file, charset, new BufferedReader(new InputStreamReader(bytes, decoder), 1 << 16));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** A pipe cannot tell how much it holds, and the JDK's stream over one throws when asked. */
  private static InputStream bytes(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    if (Files.isRegularFile(file)) {
      return bytes;
    }
    return new FilterInputStream(bytes) {
      @Override
      public int available() {
        return 0;
      }
    };
  }

  private static void requireFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw PenstockException.data("%s is a directory. Name a CSV file in it.", file);
    }
    if (!Files.exists(file)) {
      throw PenstockException.data("There is no file %s.%s", file, neighbour(file));
    }
    if (!Files.isReadable(file)) {
      throw PenstockException.environment(
          "%s may not be read by this user. Change its permissions, as with chmod +r.", file);
    }
  }

  private static String neighbour(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isReadable(folder)) {
      return folder == null ? "" : " There is no readable folder " + folder + " either.";
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> names =
          entries.limit(1000).map(entry -> Objects.toString(entry.getFileName())).sorted().toList();
      return Suggestion.sentence(Objects.toString(file.getFileName()), names);
    }
  }

  private static Charset charset(byte[] head) {
    if (startsWith(head, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    return startsWith(head, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
  }

  private static int markLength(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return 3;
    }
    return startsWith(head, 0xFE, 0xFF) || startsWith(head, 0xFF, 0xFE) ? 2 : 0;
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static void requireText(Path file, byte[] head) {
    String kind = "";
    if (startsWith(head, 'P', 'K', 3, 4)) {
      kind = "a ZIP archive or an Excel workbook";
    } else if (startsWith(head, 0x1F, 0x8B)) {
      kind = "compressed with gzip";
    } else if (startsWith(head, 'P', 'A', 'R', '1')) {
      kind = "a Parquet file";
    } else if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      kind = "an Excel workbook";
    }
    if (!kind.isEmpty()) {
      throw PenstockException.data(
          "%s is %s, not text. Unpack it, or save it as CSV with UTF-8.", file, kind);
    }
    int even = 0;
    int odd = 0;
    int controls = 0;
    int firstNul = -1;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        firstNul = firstNul < 0 ? i : firstNul;
        even += 1 - (i & 1);
        odd += i & 1;
      }
      controls +=
          head[i] >= 0 && head[i] < 32 && head[i] != '\n' && head[i] != '\r' && head[i] != '\t'
              ? 1
              : 0;
    }
    if (Math.max(even, odd) > head.length / 3 && Math.min(even, odd) < head.length / 20 + 1) {
      throw PenstockException.data(
          "%s looks like UTF-16 without a byte order mark. Save it as UTF-8.", file);
    }
    if (firstNul >= 0 || controls > head.length / 20) {
      throw PenstockException.data(
          "%s is a binary file, not text%s. A CSV file in UTF-8 is expected.",
          file, firstNul >= 0 ? ": byte " + (firstNul + 1) + " is zero" : "");
    }
  }

  BufferedReader reader() {
    return reader;
  }

  Charset charset() {
    return charset;
  }

  /**
   * Where and what the first byte is that is no text in the file's encoding. Reads the file again,
   * which a pipe cannot be.
   */
  PenstockException malformed(IOException cause) throws IOException {
    if (!Files.isRegularFile(file)) {
      return notText(cause);
    }
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    CharBuffer chars = CharBuffer.allocate(1 << 16);
    long line = 1;
    long offset = 0;
    try (InputStream in = Files.newInputStream(file)) {
      boolean end = false;
      while (!end) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        end = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
        CoderResult result = decoder.decode(bytes, chars, end);
        chars.flip();
        while (chars.hasRemaining()) {
          line += chars.get() == '\n' ? 1 : 0;
        }
        chars.clear();
        if (result.isError()) {
          return new PenstockException(
              ErrorCode.DATA,
              String.format(
                  "%s, line %d: byte %d of the file, 0x%02X, is not %s. Save the file as UTF-8.",
                  file, line, offset + bytes.position() + 1, bytes.get(bytes.position()), charset),
              cause);
        }
        offset += bytes.position();
        bytes.compact();
      }
    }
    return notText(cause);
  }

  private PenstockException notText(IOException cause) {
    return new PenstockException(
        ErrorCode.DATA, file + " is not " + charset + ". Save the file as UTF-8.", cause);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
