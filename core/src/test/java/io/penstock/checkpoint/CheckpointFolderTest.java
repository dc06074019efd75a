package io.penstock.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  @TempDir private Path parent;

  @Test
  void theNewestTwoAreKept() throws IOException {
    Path run = parent.resolve("a").resolve("run");
    CheckpointFolder folder = CheckpointFolder.begin(run);
    assertThat(folder.newest()).isEmpty();
    for (int epoch = 1; epoch <= 11; epoch++) {
      folder.keep(Checkpoints.after(epoch));
    }
    assertThat(names(run)).containsExactly("epoch-000010.checkpoint", "epoch-000011.checkpoint");
    assertThat(CheckpointFolder.of(run).newest().orElseThrow().epoch()).isEqualTo(11);
  }

  @Test
  void aDamagedNewestIsPassedOverAndLaterReplaced() throws IOException {
    CheckpointFolder folder = run(4);
    Path newest = parent.resolve("epoch-000004.checkpoint");
    Files.write(newest, new byte[] {'P', 'K', 3, 4, 5});
    assertThat(folder.newest().orElseThrow().epoch()).isEqualTo(3);

    folder.keep(Checkpoints.after(4));
    assertThat(folder.newest().orElseThrow().epoch()).isEqualTo(4);
    assertThat(names(parent)).containsExactly("epoch-000003.checkpoint", "epoch-000004.checkpoint");
  }

  @Test
  void whereAllAreDamagedEachIsNamed() throws IOException {
    CheckpointFolder folder = run(2);
    for (int epoch = 1; epoch <= 2; epoch++) {
      Files.write(parent.resolve("epoch-00000" + epoch + ".checkpoint"), new byte[0]);
    }
    refusal(folder::newest, ErrorCode.MODEL)
        .hasMessageContaining("No checkpoint in " + parent + " is whole")
        .hasMessageContaining("epoch-000001.checkpoint is damaged")
        .hasMessageContaining("epoch-000002.checkpoint is damaged")
        .hasMessageContaining("train anew");
  }

  @Test
  void aRunDoesNotBeginOverTheCheckpointsOfAnother() {
    run(2);
    refusal(() -> CheckpointFolder.begin(parent), ErrorCode.CONFIG)
        .hasMessageContaining("holds the checkpoints of a run, up to epoch 2")
        .hasMessageContaining("--resume " + parent);
  }

  @Test
  void aFolderThatIsMissingOrAFileOrHoldsOtherThingsIsNamed() throws IOException {
    Path missing = parent.resolve("missing");
    refusal(() -> CheckpointFolder.of(missing), ErrorCode.CONFIG)
        .hasMessageContaining("There is no folder " + missing);
    Path file = Files.writeString(parent.resolve("data.csv"), "x");
    refusal(() -> CheckpointFolder.of(file), ErrorCode.CONFIG).hasMessageContaining("is a file");
    refusal(() -> CheckpointFolder.begin(file), ErrorCode.CONFIG).hasMessageContaining("is a file");
    refusal(() -> CheckpointFolder.of(parent).newest(), ErrorCode.CONFIG)
        .hasMessageContaining("holds no checkpoint, but other files, as data.csv");
  }

  @Test
  void whatKilledWritersLeftIsRemovedAndNothingElse() throws IOException {
    // No process has this number: it is above the greatest that systems give.
    Path dead = parent.resolve(".epoch-000003.checkpoint.99999999999.partial");
    Path others = parent.resolve(".model.onnx.99999999999.partial");
    Path alive =
        parent.resolve(
            ".epoch-000003.checkpoint."
                + ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L)
                + ".partial");
    for (Path file : new Path[] {dead, others, alive}) {
      Files.writeString(file, "x");
    }
    assertThat(CheckpointFolder.of(parent).newest()).isEmpty();
    CheckpointFolder.of(parent).makeReady();
    assertThat(dead).doesNotExist();
    assertThat(others).exists();
    assertThat(alive).exists();
  }

  @Test
  void whereThereIsNoRoomTheOlderStaysAndIsNamed() throws IOException {
    CheckpointFolder folder = run(2);
    // A folder in the file's place cannot be replaced, whoever writes.
    Files.createDirectories(parent.resolve("epoch-000003.checkpoint").resolve("full"));
    refusal(() -> folder.keep(Checkpoints.after(3)), ErrorCode.ENVIRONMENT)
        .hasMessageContaining("Cannot write")
        .hasMessageContaining(
            "The checkpoint of epoch 2 is untouched: go on from it by --resume " + parent);
    assertThat(parent.resolve("epoch-000002.checkpoint")).exists();
  }

  private CheckpointFolder run(int epochs) {
    CheckpointFolder folder = CheckpointFolder.begin(parent);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      folder.keep(Checkpoints.after(epoch));
    }
    return folder;
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refusal(
      ThrowingCallable call, ErrorCode code) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(PenstockException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
