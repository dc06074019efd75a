package io.penstock.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest {
  private static final List<String> FILES =
      List.of(
          "date,a,b\n2024-01-01,1,2.5\n2024-01-02,-3,4e2\n2024-01-03,NA,6\n",
          "Date;Time;x\n16/12/2006;17:24:00;4,25\n17/12/2006;17:25:00;5,5\n",
          "No,year,month,day,hour,pm\n1,2010,1,31,23,9\n2,2010,2,1,0,8\n",
          "\"t\",\"note\",\"v\"\n1600000000,\"a \"\"b\"\", c\",1\n1600000060,\"\nx\",2\n",
          "when,v\n2024-03-05T13:30:15.5+01:00,1\n2024-03-05T14:30:15.5+01:00,2\n");

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void aDamagedFileIsReadOrRefusedInOneLineAndNeverFailsOtherwise() throws IOException {
    Random random = new Random(12);
    Path file = folder.resolve("damaged.csv");
    int refused = 0;
    int read = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = damaged(FILES.get(i % FILES.size()), random);
      Files.write(file, bytes);
      try {
        Series series = new CsvReader().read(file, CsvOptions.DEFAULT).series();
        assertThat(series.rows()).isPositive();
        read++;
      } catch (PenstockException e) {
        assertThat(e.code()).isIn(ErrorCode.DATA, ErrorCode.CONFIG);
        assertThat(e.getMessage()).contains("damaged.csv").doesNotContain("\n", "\r", "null");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(800);
    assertThat(read).isGreaterThan(400);
  }

  /** One to three bytes changed, taken out, put in, or the end cut off. */
  private static byte[] damaged(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String alphabet = ",;\t|\"\n\r-+.:/ 0123456789eEZTQ\u0001x";
    for (int k = random.nextInt(3); k >= 0 && bytes.length > 1; k--) {
      int at = random.nextInt(bytes.length);
      byte put =
          random.nextInt(10) == 0
              ? (byte) random.nextInt(256)
              : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = put;
        case 1 -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          longer[at] = put;
          bytes = longer;
        }
        case 2 -> {
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
          System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
          bytes = shorter;
        }
        default -> bytes = random.nextInt(5) == 0 ? Arrays.copyOf(bytes, at + 1) : bytes;
      }
    }
    return bytes;
  }
}
