package io.penstock;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // What other modules lend to tests is no part of the product.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.penstock");

  @Test
  void packagesOfCoreAndApiHaveNoCycles() {
    assertThat(classes).as("classes looked at").hasSizeGreaterThan(80);
    slices().matching("io.penstock.(*)..").should().beFreeOfCycles().check(classes);
  }
}
