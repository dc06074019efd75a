package io.penstock.benchmarks;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A picture of the part of a page that says most, by a browser that may be on this machine. */
final class PagePicture {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final String SIZE = "900,900";

  /** A table of trials has more columns and rows. */
  private static final String SIZE_OF_VARIANTS = "1160,1220";

  private static final int COLOURS = 256;
  private static final long MOST_BYTES = 120_000;

  /** The verdict, the scores, and the first chart of the forecasts or of the classes. */
  private static final String OF_A_MODEL =
      """
      main > section:not(#scores):not(#forecasts):not(#classes) { display: none; }
      main:has(> #classes) > #forecasts { display: none; }
      figure ~ figure, #scores figure { display: none; }
      """;

  /** The table of the variants and their curves. */
  private static final String OF_VARIANTS = "main > section:not(#trials) { display: none; }\n";

  private static final String BARE =
      """
      nav, footer, h1, h2, section > p, .notice, .warning, .choice, details { display: none !important; }
      body { padding: 1.25rem 1.5rem; font-size: .9375rem; max-width: none; }
      section { margin-top: .75rem; padding-top: .75rem; }
      th, td { padding-top: .15rem; padding-bottom: .15rem; }
      figure { margin: .5rem 0; }
      p.verdict { font-size: 1.0625rem; margin-bottom: 0; max-width: none; }
      """;

  private PagePicture() {}

  /** The browser that PENSTOCK_CHROMIUM names, or one on the PATH. */
  static Optional<Path> browser() {
    Optional<Path> named = Optional.ofNullable(System.getenv("PENSTOCK_CHROMIUM")).map(Path::of);
    Stream<Path> found =
        Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(named.stream(), found).filter(Files::isExecutable).findFirst();
  }

  /**
   * Takes it.
   *
   * @param page of a run
   * @param variants whether the run compared variants
   * @param picture to be written
   * @throws IOException if the browser does not do it, or if the picture is too large for the
   *     checkout
   */
  static void take(Path browser, Path page, boolean variants, Path picture)
      throws IOException, InterruptedException {
    Path folder = page.toAbsolutePath().getParent();
    Path shown = folder.resolve("picture.shown.htm");
    Path taken = folder.resolve("picture.png");
    String style = "<style>\n" + (variants ? OF_VARIANTS : OF_A_MODEL) + BARE + "</style>\n";
    Files.writeString(shown, Files.readString(page).replaceFirst("</head>", style + "</head>"));
    Files.deleteIfExists(taken);
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--user-data-dir=" + folder.resolve("browser"),
                "--blink-settings=preferredColorScheme=1",
                "--virtual-time-budget=5000",
                "--window-size=" + (variants ? SIZE_OF_VARIANTS : SIZE),
                "--screenshot=" + taken,
                shown.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || !Files.exists(taken)) {
      process.destroyForcibly();
      throw new IOException(
          browser + " took no picture of " + page + ": see " + folder.resolve("browser.log"));
    }
    ByteArrayOutputStream reduced = new ByteArrayOutputStream();
    ImageIO.write(inFewColours(ImageIO.read(taken.toFile())), "png", reduced);
    if (reduced.size() > MOST_BYTES) {
      throw new IOException(
          picture + " would have " + reduced.size() + " bytes, more than " + MOST_BYTES);
    }
    Files.write(picture, reduced.toByteArray());
  }

  /** A page has few colours and many shades of its letters, so that less than half is left. */
  private static BufferedImage inFewColours(BufferedImage image) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        counts.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
      }
    }
    int[] palette =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(COLOURS)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    IndexColorModel colours =
        new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage reduced =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int index =
            nearest.computeIfAbsent(image.getRGB(x, y) & 0xFFFFFF, c -> nearest(c, palette));
        reduced.getRaster().setSample(x, y, 0, index);
      }
    }
    return reduced;
  }

  private static int nearest(int colour, int[] palette) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int k = 0; k < palette.length; k++) {
      int distance = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int difference = (colour >> shift & 0xFF) - (palette[k] >> shift & 0xFF);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    return best;
  }
}
