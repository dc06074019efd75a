package io.penstock.trials;

import io.penstock.backtesting.Fold;
import io.penstock.parts.FoundWindows;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The windows that a trial was judged on, by the truths that they ask for: two trials with other
 * look-backs are judged on the same windows if the rows to be forecast are the same.
 *
 * @param count how many
 * @param digest equal for equal rows to be forecast; empty where these are not known
 */
public record JudgedWindows(int count, String digest) {
  /** None. */
  public static final JudgedWindows NONE = new JudgedWindows(0, "");

  /** So many, of which no more is known. */
  static JudgedWindows of(int count) {
    return new JudgedWindows(count, "");
  }

  /**
   * Of a part of a series. A row is known by its distance from the end of its series, which stays
   * when sequences are filled in front to a look-back.
   */
  static JudgedWindows of(Series series, FoundWindows found, int lookBack) {
    return new JudgedWindows(
        found.count(),
        digest(
            to -> {
              for (int start : found.starts()) {
                int place = series.memberAt(start);
                Member member = series.members().get(place);
                to.writeInt(place);
                to.writeInt(member.rows().to() - start - lookBack);
              }
            }));
  }

  /** Of a fold. */
  static JudgedWindows of(Fold fold) {
    return new JudgedWindows(
        fold.windows(),
        digest(
            to -> {
              for (RowRange rows : fold.rows().test().ranges()) {
                to.writeInt(rows.from());
                to.writeInt(rows.to());
              }
              for (float truth : fold.forecasts().truth()) {
                to.writeFloat(truth);
              }
            }));
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(DataOutputStream to) throws IOException;
  }

  private static String digest(Content content) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (DataOutputStream to =
          new DataOutputStream(
              new BufferedOutputStream(
                  new DigestOutputStream(OutputStream.nullOutputStream(), sha)))) {
        content.writeTo(to);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
