package io.penstock.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PenstockExceptionTest {
  @Test
  void eachKindHasItsCode() {
    assertThat(PenstockException.config("x").code()).isEqualTo(ErrorCode.CONFIG);
    assertThat(PenstockException.data("x").code()).isEqualTo(ErrorCode.DATA);
    assertThat(PenstockException.environment("x").code()).isEqualTo(ErrorCode.ENVIRONMENT);
    assertThat(PenstockException.model("x").code()).isEqualTo(ErrorCode.MODEL);
    assertThat(PenstockException.plugin("x").code()).isEqualTo(ErrorCode.PLUGIN);
    assertThat(PenstockException.internal("x").code()).isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void numbersInMessagesAreTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(PenstockException.data("%s is %.2f %%", "100 % wool", 0.5))
          .hasMessage("100 % wool is 0.50 %");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theCauseIsKept() {
    IOException cause = new IOException("disk full");
    assertThat(new PenstockException(ErrorCode.ENVIRONMENT, "cannot write", cause))
        .hasMessage("cannot write")
        .hasCause(cause);
  }
}
