package io.penstock.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileInPlaceTest {
  @TempDir Path folder;

  @Test
  void aFileIsReplacedWholeAndNothingIsLeftBeside() throws IOException {
    Path file = folder.resolve("m.onnx");
    Files.writeString(file, "older and longer");
    FileInPlace.write(file, new byte[] {1, 2});
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFolderThatDoesNotExistIsNamedAndNotMade() {
    Path file = folder.resolve("absent").resolve("m.onnx");
    for (Runnable attempt :
        new Runnable[] {
          () -> FileInPlace.write(file, new byte[1]), () -> FileInPlace.check(file)
        }) {
      assertThatThrownBy(attempt::run)
          .isInstanceOfSatisfying(
              PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
          .hasMessageContaining("Cannot write " + file)
          .hasMessageContaining("its directory does not exist");
    }
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aDirectoryIsNoPlaceForAFile() {
    assertThatThrownBy(() -> FileInPlace.check(folder)).hasMessageContaining("it is a directory");
  }

  @Test
  void aCheckLeavesNothingBehind() {
    FileInPlace.check(folder.resolve("m.onnx"));
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void whatCannotBeWrittenToItsEndLeavesTheOlderFileAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("m.onnx"), "older");

    assertThatThrownBy(
            () ->
                FileInPlace.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .hasMessageContaining("No space left on device. Free some space");

    assertThat(file).hasContent("older");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aSymbolicLinkStaysOneAndItsFileIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("real.onnx"), "older");
    Path link = Files.createSymbolicLink(folder.resolve("link.onnx"), file);

    FileInPlace.write(link, new byte[] {7});

    assertThat(link).isSymbolicLink();
    assertThat(file).hasBinaryContent(new byte[] {7});
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDeviceIsWrittenToAndNotReplaced() {
    Path device = Path.of("/dev/null");

    FileInPlace.check(device);
    FileInPlace.write(device, new byte[] {7});

    assertThat(Files.isRegularFile(device)).isFalse();
  }
}
