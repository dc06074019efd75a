package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(
    named = "penstock.long",
    matches = "true",
    disabledReason = "takes minutes: add -Dpenstock.long=true")
class ResidentMemoryTest {
  @Test
  void residentMemoryIsFlatOverTwentyThousandSteps(@TempDir Path folder) throws Exception {
    assertThatItStaysFlat(folder);
  }

  @Test
  void residentMemoryIsFlatOnTheGeneralPathToo(@TempDir Path folder) throws Exception {
    assertThatItStaysFlat(folder, "general");
  }

  private static void assertThatItStaysFlat(Path folder, String... arguments) throws Exception {
    // The Java heap is there in full from the start, so that only native memory can grow.
    List<String> options = List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");
    String printed = Program.run(ManySteps.class, folder, options, arguments);

    // One handle lost in each step would be 12 000 times some 200 bytes.
    assertThat(Long.parseLong(printed.strip())).as("growth in kB").isLessThan(2_000);
  }
}
