// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.device.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.support.table.Row;
import org.apache.karaf.shell.support.table.ShellTable;

/**
 * A console table whose cells are safe to print whoever they come from: without control characters,
 * and no wider than their column may be.
 */
final class Table {

  private static final String CUT = "...";

  private final ShellTable table = new ShellTable();
  private final List<Integer> widths = new ArrayList<>();

  /**
   * @param ifEmpty what to do next, said where there are no rows
   */
  Table(String ifEmpty) {
    table.emptyTableText(ifEmpty);
  }

  /** Adds a column of text, at most so many characters wide. */
  Table column(String header, int width) {
    table.column(header).maxSize(width);
    widths.add(width);
    return this;
  }

  /** Adds a column of numbers. */
  Table number(String header) {
    table.column(header).alignRight();
    widths.add(20);
    return this;
  }

  /** Adds a row: a cell for each column. */
  void row(Object... cells) {
    Row row = table.addRow();
    for (int i = 0; i < cells.length; i++) {
      row.addContent(fit(cells[i].toString(), widths.get(i)));
    }
  }

  void print(PrintStream out) {
    table.print(out);
  }

  /** The text in at most so many characters; the end tells that something was cut. */
  static String fit(String text, int width) {
    String clean = Text.clean(text, width + 1);
    return clean.length() <= width ? clean : Text.clean(clean, width - CUT.length()) + CUT;
  }
}
