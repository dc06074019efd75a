package io.penstock.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A recipe as {@code penstock examples --json} lists it.
 *
 * @param number from 1
 * @param name of its folder in {@code examples}
 * @param commands that it runs
 * @param files of the folder
 */
record GalleryRecipe(int number, String name, List<String> commands, List<String> files) {
  /** All there are. */
  static List<GalleryRecipe> all() throws IOException, InterruptedException {
    JsonNode listed = new ObjectMapper().readTree(Command.penstock("examples", "--json"));
    return listed
        .path("examples")
        .valueStream()
        .map(
            one ->
                new GalleryRecipe(
                    one.path("number").asInt(),
                    one.path("name").asText(),
                    one.path("commands").valueStream().map(JsonNode::asText).toList(),
                    one.path("files").valueStream().map(JsonNode::asText).toList()))
        .toList();
  }

  /** Its folder in the checkout. */
  Path folder() {
    return Checkout.root().resolve("examples").resolve(name);
  }

  /** Its README. */
  Path page() {
    return folder().resolve("README.md");
  }

  /** Its picture. */
  Path picture() {
    return folder().resolve("report.png");
  }

  /** The name of the model that its experiment writes. */
  String model() throws IOException {
    return Files.readAllLines(folder().resolve("experiment.yaml")).stream()
        .filter(line -> line.startsWith("out: "))
        .map(line -> line.substring("out: ".length()).replaceAll(" #.*", "").strip())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " does not say where its model goes"));
  }

  /** Whether it compares variants of its experiment. */
  boolean compares() {
    return commands.stream().anyMatch(line -> line.startsWith("penstock trials "));
  }
}
