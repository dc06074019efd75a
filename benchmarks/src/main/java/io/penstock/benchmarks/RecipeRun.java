package io.penstock.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.penstock.Penstock;
import io.penstock.model.ModelDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recipe of the gallery, run by the command on an engine with the settings it has, and kept until
 * the recipe changes.
 *
 * @param engine that trained
 * @param folder in which it was run, which holds the model, the page and {@code run.json}
 * @param kept what the folder does not say
 */
record RecipeRun(String engine, Path folder, Kept kept) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What is written beside the results.
   *
   * @param recipe the SHA-256 of what the recipe's commands read
   * @param seconds of all its commands
   * @param load when they ended
   * @param output of all its commands, with paths as in the folder
   */
  record Kept(String recipe, double seconds, String load, String output) {}

  /** The one that is kept, if it is of this very recipe. */
  static Optional<RecipeRun> kept(GalleryRecipe recipe, String engine) throws IOException {
    Path file = folder(recipe, engine).resolve("run.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Kept kept = JSON.readValue(file.toFile(), Kept.class);
    return kept.recipe().equals(digest(recipe))
        ? Optional.of(new RecipeRun(engine, folder(recipe, engine), kept))
        : Optional.empty();
  }

  /** Runs it in an empty folder, and keeps what comes of it. */
  static RecipeRun measure(GalleryRecipe recipe, String engine)
      throws IOException, InterruptedException {
    Path folder = folder(recipe, engine);
    clear(folder);
    String digest = digest(recipe);
    long begin = System.nanoTime();
    String output =
        Command.penstock(
            "examples",
            "run",
            recipe.name(),
            "--backend",
            engine,
            "--device",
            "cpu",
            "--dir",
            folder.toString());
    double seconds = (System.nanoTime() - begin) / 1e9;
    Kept kept = new Kept(digest, seconds, Machine.load(), output.replace(folder + "/", ""));
    Command.penstock("verify", folder.resolve(recipe.model()).toString());
    Path beside = folder.resolve("run.json.part");
    JSON.writerWithDefaultPrettyPrinter().writeValue(beside.toFile(), kept);
    Files.move(beside, folder.resolve("run.json"), StandardCopyOption.REPLACE_EXISTING);
    return new RecipeRun(engine, folder, kept);
  }

  private static Path folder(GalleryRecipe recipe, String engine) {
    return Checkout.scratch("gallery").resolve(recipe.name()).resolve(engine);
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .sorted(Comparator.reverseOrder())
            .forEach(
                file -> {
                  try {
                    Files.delete(file);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
    }
    Files.createDirectories(folder);
  }

  private static String digest(GalleryRecipe recipe) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.join("\n", recipe.commands()).getBytes(StandardCharsets.UTF_8));
      for (String file : recipe.files()) {
        if (!file.endsWith(".md") && !file.endsWith(".png")) {
          digest.update(Files.readAllBytes(recipe.folder().resolve(file)));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What its model's file says. */
  ModelDescription model(GalleryRecipe recipe) throws IOException {
    return Penstock.create().readModel(folder.resolve(recipe.model())).description();
  }

  /** Its page, if it writes one. */
  Optional<Path> page() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
      return pages.stream()
          .filter(page -> page.endsWith("report.html"))
          .findFirst()
          .or(() -> pages.stream().findFirst());
    }
  }
}
