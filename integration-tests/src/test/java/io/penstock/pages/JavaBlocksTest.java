package io.penstock.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java on the pages compiles. That of the README and of getting started is run elsewhere. */
class JavaBlocksTest {
  /** What blocks in the middle of a page take for granted. */
  private static final String GRANTED =
      """
        static Penstock penstock;
        static Series series;
        static Experiment experiment;
        static TrainedModel model;
        static Forecaster forecaster;
        static float[][] window;
        static long[] times;
        static float[][] future;
      """;

  @TempDir private Path folder;

  static List<Page> pages() {
    return Page.all().stream()
        .filter(page -> !page.blocks("java").isEmpty())
        // Its blocks are pieces of a module, to which BackendGuideTest holds them.
        .filter(page -> !page.name().equals("docs/backend-guide.md"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyBlockOfJavaCompilesBesideThoseBeforeIt(Page page) throws IOException {
    int number = 0;
    for (Page.Block block : page.blocks("java")) {
      number++;
      JavaProgram program = JavaProgram.ofBlock(block.text(), GRANTED, "Block" + number);
      assertThat(program.compiledInto(folder)).as("%s\n%s", page, block.text()).isEmpty();
    }
  }

  @Test
  void whatDoesNotCompileIsSaid() throws IOException {
    List<String> complaints =
        JavaProgram.ofBlock("penstock.trian(series);\n", GRANTED, "Block").compiledInto(folder);

    assertThat(complaints).hasSize(1).first().asString().contains("trian");
  }
}
