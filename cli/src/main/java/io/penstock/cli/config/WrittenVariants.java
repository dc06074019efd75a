package io.penstock.cli.config;

import io.penstock.suggestion.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The variants of a file as a whole: whether there are any, and which is meant by a name. */
final class WrittenVariants {
  private WrittenVariants() {}

  /**
   * The variant that is asked for; empty for the experiment itself, or if there is no such one,
   * which is then a problem.
   *
   * @param chosen its name
   * @param itself what the experiment is called
   */
  static Optional<WrittenVariant> named(
      Given chosen,
      String itself,
      List<WrittenVariant> variants,
      Optional<Path> file,
      Problems problems) {
    if (file.isEmpty()) {
      problems.add(
          chosen.where(), "variants stand in the file of --config, and none is given; name it.");
      return Optional.empty();
    }
    requireOtherNames(itself, variants, file.get(), problems);
    String name = chosen.value();
    Optional<WrittenVariant> found =
        variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
    if (found.isEmpty() && !name.equals(itself)) {
      List<String> names = variants.stream().map(WrittenVariant::name).toList();
      problems.add(
          chosen.where(),
          names.isEmpty()
              ? file.get() + " has no variants."
              : "there is no variant "
                  + name
                  + " in "
                  + file.get()
                  + ", but "
                  + String.join(", ", names)
                  + "."
                  + Suggestion.sentence(
                      name, Stream.concat(Stream.of(itself), names.stream()).toList()));
    }
    return found;
  }

  /** The experiment stands beside its variants, and so has a name that none of them has. */
  static void requireOtherNames(
      String itself, List<WrittenVariant> variants, Path file, Problems problems) {
    if (variants.stream().anyMatch(variant -> variant.name().equals(itself))) {
      problems.add(
          file.getFileName() + ", variant " + itself,
          "the experiment itself is called so; give the variant another name, or the experiment one by the key name.");
    }
  }
}
