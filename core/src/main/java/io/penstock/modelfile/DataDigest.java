package io.penstock.modelfile;

import io.penstock.series.Series;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest by which a model file names the data that it was trained on. */
public final class DataDigest {
  private DataDigest() {}

  /**
   * {@return SHA-256 over names, the labels of columns of words, ids of several series among them,
   * times and values of a series, in order, big-endian; in hexadecimal}
   *
   * @param series of one or several members
   */
  public static String sha256(Series series) {
    MessageDigest digest = sha256();
    for (String column : series.columns()) {
      digest.update(column.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      for (String label : series.labels(column)) {
        digest.update(label.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
    }
    int columns = series.columns().size();
    ByteBuffer row = ByteBuffer.allocate(Long.BYTES + columns * Float.BYTES);
    for (int r = 0; r < series.rows(); r++) {
      row.clear();
      row.putLong(series.time(r));
      for (int c = 0; c < columns; c++) {
        row.putFloat(series.value(r, c));
      }
      digest.update(row.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * {@return SHA-256 over numbers, big-endian; in hexadecimal}
   *
   * @param values in order
   */
  public static String sha256(float[] values) {
    MessageDigest digest = sha256();
    ByteBuffer one = ByteBuffer.allocate(Float.BYTES);
    for (float value : values) {
      digest.update(one.putFloat(0, value).array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
