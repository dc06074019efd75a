package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentStartTest {
  @Test
  void nothingIsPrintedInAnApplicationWithoutLoggingOfItsOwn(@TempDir Path folder)
      throws Exception {
    assertThat(Program.run(OneStep.class, folder, List.of())).isEmpty();
  }
}
