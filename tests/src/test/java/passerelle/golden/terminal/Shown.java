package passerelle.golden.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a terminal without a right edge shows of the bytes that come to it. */
final class Shown {
  private static final Pattern SEQUENCE =
      Pattern.compile("\u001b(?:\\[([0-9;?]*)([A-Za-z])|[()][0-9A-Z]|[=>78])");

  /** How a line editor makes sure that it is on the next line of the screen. */
  private static final Pattern EDGE = Pattern.compile(" \r(?!\n)");

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;

  private Shown() {}

  /** The lines, without the blanks at their ends. */
  static String of(String bytes) {
    Shown shown = new Shown();
    String output = EDGE.matcher(bytes).replaceAll("");
    Matcher sequence = SEQUENCE.matcher(output);
    int i = 0;
    while (i < output.length()) {
      if (output.charAt(i) == '\u001b' && sequence.find(i) && sequence.start() == i) {
        if (sequence.group(2) != null) {
          shown.control(sequence.group(1), sequence.group(2).charAt(0));
        }
        i = sequence.end();
      } else {
        shown.put(output.charAt(i++));
      }
    }
    return shown.lines.stream()
        .map(l -> l.toString().stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void put(char c) {
    switch (c) {
      case '\r' -> column = 0;
      case '\b' -> column = Math.max(0, column - 1);
      case '\n' -> {
        row++;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      }
      default -> {
        if (c >= ' ' || c == '\t') {
          StringBuilder line = padded();
          if (column < line.length()) {
            line.setCharAt(column, c);
          } else {
            line.append(c);
          }
          column++;
        }
      }
    }
  }

  private StringBuilder padded() {
    StringBuilder line = lines.get(row);
    while (line.length() < column) {
      line.append(' ');
    }
    return line;
  }

  private void control(String arguments, char command) {
    int count = arguments.matches("[0-9]+") ? Integer.parseInt(arguments) : 1;
    switch (command) {
      case 'K' -> padded().setLength(column);
      case 'C' -> column += count;
      case 'D' -> column = Math.max(0, column - count);
      case 'H' -> {
        row = 0;
        column = 0;
      }
      case 'J' -> {
        padded().setLength(column);
        lines.subList(row + 1, lines.size()).clear();
      }
      default -> {
        // Colours and modes move nothing.
      }
    }
  }
}
