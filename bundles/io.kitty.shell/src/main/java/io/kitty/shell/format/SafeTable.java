// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.format;

import io.kitty.text.SafeText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.table.Row;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/**
 * A console table whose cells may contain untrusted text: control characters are removed, and cells
 * are limited to the width of their column. The table is as wide as the terminal, or 80 characters.
 * If it does not fit, optional columns are omitted, then the widest ones are cut.
 */
public final class SafeTable {

  /** The minimum width; also used for a terminal without a known width. */
  static final int WIDTH = 80;

  private static final String CUT = "...";
  private static final int MIN = 8;
  private static final int SEPARATOR = 3;

  private final String ifEmpty;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** A column and its width. */
  private static final class Column {
    final String header;
    final int max;
    final boolean number;
    final boolean optional;
    int width;

    Column(String header, int max, boolean number, boolean optional) {
      this.header = header;
      this.max = max;
      this.number = number;
      this.optional = optional;
      this.width = header.length();
    }

    /** Returns how many characters can be cut. */
    int slack() {
      return number ? 0 : width - Math.max(MIN, header.length());
    }
  }

  /**
   * @param ifEmpty the line that is printed if there are no rows
   */
  public SafeTable(String ifEmpty) {
    this.ifEmpty = ifEmpty;
  }

  /** Adds a column of text with a maximum width in characters. */
  public SafeTable column(String header, int max) {
    columns.add(new Column(header, max, false, false));
    return this;
  }

  /** Adds a column of text that is omitted if there is no room; the last one first. */
  public SafeTable optional(String header, int max) {
    columns.add(new Column(header, max, false, true));
    return this;
  }

  /** Adds a column of numbers. */
  public SafeTable number(String header) {
    columns.add(new Column(header, 20, true, false));
    return this;
  }

  /** Adds a row: a cell for each column. */
  public void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      Column column = columns.get(i);
      String cell = fit(cells[i].toString(), column.max);
      column.width = Math.max(column.width, cell.length());
      row.add(cell);
    }
    rows.add(row);
  }

  /** Prints the table to the standard output of the session's command. */
  public void print(Session session) {
    print(System.out, Math.max(WIDTH, width(session.getTerminal())));
  }

  private static int width(@Nullable Terminal terminal) {
    return terminal == null ? 0 : terminal.getWidth();
  }

  private void print(PrintStream out, int width) {
    List<Integer> shown = fitted(width);
    ShellTable table = new ShellTable().emptyTableText(ifEmpty);
    for (int i : shown) {
      Column column = columns.get(i);
      if (column.number) {
        table.column(column.header).alignRight();
      } else {
        table.column(column.header).maxSize(column.width);
      }
    }
    for (List<String> cells : rows) {
      Row row = table.addRow();
      shown.forEach(i -> row.addContent(fit(cells.get(i), columns.get(i).width)));
    }
    table.print(out);
  }

  /** Returns the columns that fit, with their widths. */
  private List<Integer> fitted(int width) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      shown.add(i);
    }
    for (int i = columns.size() - 1; i >= 0 && excess(shown, width) > 0; i--) {
      if (columns.get(i).optional) {
        shown.remove(Integer.valueOf(i));
      }
    }
    for (int excess = excess(shown, width); excess > 0; excess--) {
      Column widest =
          shown.stream()
              .map(columns::get)
              .max(Comparator.comparingInt(Column::slack))
              .filter(column -> column.slack() > 0)
              .orElse(null);
      if (widest == null) {
        break;
      }
      widest.width--;
    }
    return shown;
  }

  private int excess(List<Integer> shown, int width) {
    int separators = SEPARATOR * (shown.size() - 1);
    return shown.stream().mapToInt(i -> columns.get(i).width).sum() + separators - width;
  }

  /** Shortens a text to a number of characters; the end shows that it was cut. */
  public static String fit(String text, int width) {
    String clean = SafeText.clean(text, width + 1);
    return clean.length() <= width ? clean : SafeText.clean(clean, width - CUT.length()) + CUT;
  }
}
