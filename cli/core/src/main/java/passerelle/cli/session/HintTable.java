package passerelle.cli.session;

import java.util.stream.Stream;
import passerelle.text.Resources;

/** Reads a table of hints: a case a line, tabs between the columns, # before a comment. */
final class HintTable {
  private HintTable() {}

  /** The columns of each case. */
  static Stream<String[]> read(String resource) {
    return Resources.rows(HintTable.class, resource).map(line -> line.split("\t", -1));
  }
}
