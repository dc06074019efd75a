package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Columns that are known for the rows to be forecast. */
class KnownFutureTest extends EndToEndTest {
  private static final int ROWS = 700;
  private static final LocalDate END = LocalDate.of(2020, 1, 1).plusDays(ROWS);

  @BeforeEach
  void data() throws Exception {
    succeed("generate", "sales", "--rows=" + ROWS, "--out=sales.csv");
  }

  private String[] training(String... more) {
    return with(
        more,
        "train",
        "sales.csv",
        "--target=sales",
        "--features=sales",
        "--future=promotion,price",
        "--look-back=14",
        "--horizon=7",
        "--units=8",
        "--learning-rate=0.01");
  }

  private static String[] more(String... arguments) {
    return arguments;
  }

  /** The sales with a week to come, of which promotion and price are known. */
  private void week(String name, String promotion, String price) throws Exception {
    StringBuilder csv = new StringBuilder(Files.readString(folder.resolve("sales.csv")));
    for (int day = 0; day < 7; day++) {
      csv.append(END.plusDays(day)).append(",,,").append(promotion).append(',').append(price);
      csv.append('\n');
    }
    write(name, csv.toString());
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void promotionsToComeChangeTheForecast(String backend) throws Exception {
    Outcome trained = succeed(training("--epochs=20", "--backend=" + backend, "--out=m.onnx"));
    week("usual.csv", "0", "20");
    week("promoted.csv", "1", "18");

    Table usual = Table.of(succeed("forecast", "m.onnx", "usual.csv").out());
    Table promoted = Table.of(succeed("forecast", "m.onnx", "promoted.csv").out());
    JsonNode model = json(succeed("inspect", "m.onnx", "--json"));

    assertThat(usual.texts("time")).hasSize(7).startsWith(END.toString());
    for (int day = 0; day < 7; day++) {
      assertThat(promoted.numbers("sales")[day]).isGreaterThan(usual.numbers("sales")[day] + 50);
    }
    assertThat(model.path("future").toString()).isEqualTo("[\"promotion\",\"price\"]");
    assertThat(model.path("features").toString()).isEqualTo("[\"sales\"]");
    assertThat(trained.out())
        .contains("Known ahead  promotion, price")
        .contains("with promotion, price, without sales");
    assertThat(succeed("inspect", "m.onnx").out()).contains("price: (x - ", ", known ahead");
    succeed("verify", "m.onnx");
    assertThat(
            Table.of(succeed("forecast", "m.onnx", "sales.csv", "--backtest").out())
                .texts("sales actual"))
        .doesNotContain("");
  }

  @Test
  void enginesAndTheFileAgreeOnWhatIsKnown() throws Exception {
    requireAgreement(
        "sales.csv",
        "--target=sales",
        "--future=promotion,price",
        "--weights=advertising",
        "--quantiles=0.2,0.8",
        "--look-back=14",
        "--horizon=3");
  }

  @Test
  void aRunGoesOnAndAModelIsTrainedOnWithWhatIsKnown() throws Exception {
    String[] run = training("--quantiles=0.1,0.9", "--weights=advertising", "--monitor=pinball");
    succeed(with(more("--epochs=2", "--checkpoint=run", "--out=first.onnx"), run));
    succeed("train", "--resume=run", "--epochs=4", "--out=resumed.onnx", "--history=resumed.csv");
    succeed(with(more("--epochs=4", "--out=whole.onnx", "--history=whole.csv"), run));
    succeed("train", "sales.csv", "--from=first.onnx", "--epochs=1", "--out=on.onnx");

    assertThat(folder.resolve("resumed.csv"))
        .hasSameTextualContentAs(folder.resolve("whole.csv"))
        .content()
        .startsWith("epoch,training loss,validation loss,validation pinball,learning rate\n");
    assertThat(json(succeed("inspect", "on.onnx", "--json")).at("/head/levels").toString())
        .isEqualTo("[0.1,0.9]");
    assertThat(succeed("forecast", "resumed.onnx", "sales.csv", "--backtest").out())
        .isEqualTo(succeed("forecast", "whole.onnx", "sales.csv", "--backtest").out());
  }

  @Test
  void rowsToComeThatLackWhatIsToBeKnownAreRefused() throws Exception {
    succeed(training("--epochs=1", "--backend=pytorch", "--out=m.onnx"));
    refuse("forecast", "m.onnx", "sales.csv").contains("promotion, price", "7 rows", "Append");

    week("week.csv", "0", "20");
    String whole = Files.readString(folder.resolve("week.csv"));
    write("short.csv", whole.substring(0, whole.lastIndexOf(END.plusDays(6).toString())));
    refuse("forecast", "m.onnx", "short.csv").contains("promotion, price", "6", "7 rows");

    String missing = END.plusDays(3) + ",,,0,20";
    assertThat(whole).contains(missing);
    write("hole.csv", whole.replace(missing, END.plusDays(3) + ",,,0,"));
    refuse("forecast", "m.onnx", "hole.csv").contains("price", END.plusDays(3).toString());
    write("gap.csv", whole.replace(missing + "\n", ""));
    refuse("forecast", "m.onnx", "gap.csv").contains("gap.csv");

    write("none.csv", whole.replaceAll(",[0-9.]+\n", "\n").replace(",price\n", "\n"));
    refuse("forecast", "m.onnx", "none.csv").contains("price");
  }

  @Test
  void columnsWhoseUsesExcludeEachOtherAreRefusedBeforeDataAreRead() throws Exception {
    refuse("train", "absent.csv", "--target=sales", "--future=sales", "--weights=sales")
        .contains("2 problems", "--future: sales is a target", "--weights: sales is a target");
    refuse("train", "sales.csv", "--target=sales", "--future=promotoin")
        .contains("promotoin", "Did you mean promotion?");
  }

  @Test
  void weightsBelowZeroAreRefusedWithTheirRow() throws Exception {
    String csv = Files.readString(folder.resolve("sales.csv"));
    write("negative.csv", csv.replaceFirst("(2020-01-05,[0-9.]+),0,", "$1,-1,"));

    refuse("train", "negative.csv", "--target=sales", "--weights=advertising")
        .contains("negative.csv", "-1.0", "advertising", "2020-01-05", "at least 0");
  }
}
