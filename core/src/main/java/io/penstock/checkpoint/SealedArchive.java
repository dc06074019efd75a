package io.penstock.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A zip file of uncompressed entries whose last one, {@value #SEAL}, proves the others: the
 * SHA-256, in hexadecimal, over each entry's name in UTF-8, a zero byte, its length as 8 bytes
 * little-endian and its bytes, in the order of the file. Equal entries give equal bytes.
 */
final class SealedArchive {
  static final String SEAL = "sha256";

  /** Zip files need a time; it means nothing here. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private SealedArchive() {}

  /** An entry's bytes, made when they are written, so that only one entry's are held at a time. */
  interface Content {
    byte[] bytes();
  }

  static void write(Map<String, Content> entries, OutputStream out) throws IOException {
    MessageDigest digest = sha256();
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, Content> entry : entries.entrySet()) {
      byte[] bytes = entry.getValue().bytes();
      update(digest, entry.getKey(), bytes);
      put(zip, entry.getKey(), bytes);
    }
    put(zip, SEAL, seal(digest));
    zip.finish();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(NO_TIME);
    entry.setSize(bytes.length);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * Whether a zip file has an entry of that name.
   *
   * @throws DamagedFileException if it is no whole zip file
   */
  static boolean has(Path file, String entry) throws DamagedFileException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(entry) != null;
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedFileException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Reads the entries that are proved, in order; the map can be changed.
   *
   * @throws DamagedFileException if they are not those that were written
   */
  static Map<String, byte[]> read(Path file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    MessageDigest digest = sha256();
    byte[] seal = null;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (seal != null) {
          throw new DamagedFileException("something follows its last entry");
        }
        byte[] bytes = bytes(zip, entry);
        if (entry.getName().equals(SEAL)) {
          seal = bytes;
        } else {
          update(digest, entry.getName(), bytes);
          entries.put(entry.getName(), bytes);
        }
      }
    } catch (DamagedFileException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedFileException(String.valueOf(e.getMessage()), e);
    }
    if (seal == null) {
      throw new DamagedFileException("its last entry, " + SEAL + ", is missing");
    }
    if (!Arrays.equals(seal, seal(digest))) {
      throw new DamagedFileException("its SHA-256 is not that of its entries");
    }
    return entries;
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new DamagedFileException("its entry " + entry.getName() + " is compressed");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static void update(MessageDigest digest, String name, byte[] bytes) {
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(bytes.length)
            .array());
    digest.update(bytes);
  }

  private static byte[] seal(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
