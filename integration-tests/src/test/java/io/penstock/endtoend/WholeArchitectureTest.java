package io.penstock.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules for the product as a whole. */
class WholeArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(
              location -> !location.contains("-tests.jar") && !location.contains("/test-classes"))
          .importPackages("io.penstock");

  /** So that no other rule can hold for want of classes. */
  @Test
  void thereAreClassesOfEveryModuleToJudge() {
    Map.of(
            "io.penstock.series.", 4,
            "io.penstock.network.", 8,
            "io.penstock.trainer.", 8,
            "io.penstock.csv.", 20,
            "io.penstock.cli.", 40,
            "io.penstock.pytorch.", 8,
            "io.penstock.tensorflow.", 8,
            "io.penstock.onnx.", 8,
            "io.penstock.examples.reference.", 10,
            "io.penstock.conformance.", 20)
        .forEach(
            (beginning, least) ->
                assertThat(
                        PRODUCT.stream()
                            .filter(type -> type.getName().startsWith(beginning))
                            .count())
                    .as("classes of " + beginning)
                    .isGreaterThanOrEqualTo(least));
    assertThat(PRODUCT).hasSizeGreaterThan(220);
  }

  @Test
  void eachLibraryStaysInItsModule() {
    Map.of(
            "ai.djl..", "io.penstock.pytorch..",
            "org.tensorflow..", "io.penstock.tensorflow..",
            "org.bytedeco..", "io.penstock.tensorflow..",
            "ai.onnxruntime..", "io.penstock.onnx..",
            "ai.onnx..", "io.penstock.onnx..",
            "com.google.protobuf..", "io.penstock.onnx..",
            "picocli..", "io.penstock.cli..",
            "org.(junit|assertj)..", "io.penstock.conformance..",
            "de.siegmar.fastcsv..", "io.penstock.c(sv|li)..")
        .forEach(
            (library, home) -> {
              String pattern = home.replace(".", "\\.").replace("\\.\\.", "(\\..*)?");
              noClasses()
                  .that()
                  .haveNameNotMatching(pattern)
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage(library)
                  .because(library + " is for " + home)
                  .check(PRODUCT);
            });
  }

  @Test
  void onlyTheCommandPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.penstock.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .because("a library prints nothing; it logs, quietly, and throws")
        .check(PRODUCT);
  }

  @Test
  void onlyTheCommandEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.penstock.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .orShould()
        .callMethod(Runtime.class, "addShutdownHook", Thread.class)
        .check(PRODUCT);
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    SlicesRuleDefinition.slices()
        .matching("io.penstock.(*)..")
        .should()
        .beFreeOfCycles()
        .check(PRODUCT);
  }
}
