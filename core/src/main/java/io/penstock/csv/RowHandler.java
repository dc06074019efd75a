package io.penstock.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;

/** Takes cells from the parser without making strings of them. */
final class RowHandler extends AbstractBaseCsvCallbackHandler<Row> {
  private final Row row = new Row();

  @Override
  protected void handleBegin(long startingLineNumber) {
    row.begin(startingLineNumber);
  }

  @Override
  protected void handleField(int cell, char[] buffer, int offset, int length, boolean quoted) {
    row.add(buffer, offset, length);
  }

  @Override
  protected Row buildRecord() {
    return row;
  }
}
