package io.penstock.csv;

import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;

/**
 * The rows of a text, one after the other in one {@link Row} that is filled again. Empty lines are
 * passed over.
 */
final class Rows implements Iterable<Row>, AutoCloseable {
  private final de.siegmar.fastcsv.reader.CsvReader<Row> parser;

  private Rows(de.siegmar.fastcsv.reader.CsvReader<Row> parser) {
    this.parser = parser;
  }

  static Rows of(Reader text, char delimiter) {
    CsvReaderBuilder builder =
        de.siegmar.fastcsv.reader.CsvReader.builder()
            .fieldSeparator(delimiter)
            .quoteCharacter('"')
            .skipEmptyLines(true)
            // The number of cells is checked against the header by the caller, who knows more to
            // say about it.
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false);
    return new Rows(builder.build(new RowHandler(), text));
  }

  @Override
  public Iterator<Row> iterator() {
    return parser.iterator();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
