package io.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceWishTest {
  @Test
  void cudaIsTheFirstDeviceAsInPyTorch() {
    assertThat(DeviceWish.of("cuda")).isEqualTo(DeviceWish.of("cuda:0"));
    assertThat(DeviceWish.of("cuda:1, cuda").names()).containsExactly("cuda:1", "cuda:0");
  }

  @Test
  void theWordsForWhatIsYetToBeFoundAreKnown() {
    assertThat(DeviceWish.of("auto")).isEqualTo(DeviceWish.AUTO);
    assertThat(DeviceWish.of("cuda:all")).isEqualTo(DeviceWish.ALL_CUDA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "gpu | gpu is not a device; expected auto, cpu, cuda, cuda:N, several as cuda:0,cuda:1, or cuda:all.",
        "'' | nothing is not a device; expected auto, cpu, cuda, cuda:N, several as cuda:0,cuda:1, or cuda:all.",
        "cuda:0, | nothing is not a device; expected auto, cpu, cuda, cuda:N, several as cuda:0,cuda:1, or cuda:all.",
        "cuda:01 | cuda:01 is not a device; expected auto, cpu, cuda, cuda:N, several as cuda:0,cuda:1, or cuda:all.",
        "cuda,cuda:0 | cuda:0 is named twice.",
        "auto,cuda:0 | auto stands alone; found auto,cuda:0.",
        "cuda:1,cuda:all | cuda:all stands alone; found cuda:1,cuda:all.",
        "cpu,cuda:1 | cpu stands alone, since its results differ from those of CUDA in the last bits; found cpu,cuda:1."
      })
  void whatIsNoWishIsRefusedInASentenceThatGoesOnAfterTheSetting(String text, String message) {
    assertThatThrownBy(() -> DeviceWish.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
