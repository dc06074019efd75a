package io.penstock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ApiArchitectureTest {
  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.penstock");

  /** So that the other rules cannot hold for want of classes. */
  @Test
  void thereAreClassesToJudge() {
    assertThat(API).hasSizeGreaterThan(45);
    assertThat(packages()).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void theApiStandsOnTheJdkAndJSpecifyAlone() {
    classes()
        .that()
        .resideInAPackage("io.penstock..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "io.penstock..")
        .because("who describes data and networks needs no other library")
        .check(API);
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching("io.penstock.(*)..").should().beFreeOfCycles().check(API);
  }

  @Test
  void everyPackageSaysThatNothingIsNull() {
    List<JavaPackage> unmarked =
        packages().stream()
            .filter(candidate -> !candidate.isAnnotatedWith(NullMarked.class))
            .toList();
    assertThat(unmarked).isEmpty();
  }

  private List<JavaPackage> packages() {
    return API.stream().map(type -> type.getPackage()).distinct().toList();
  }
}
