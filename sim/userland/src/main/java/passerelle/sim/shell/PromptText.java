package passerelle.sim.shell;

import passerelle.sim.process.Process;

/** The escapes of {@code PS1} that concern a place ({@code decode_prompt_string}). */
final class PromptText {
  private PromptText() {}

  static String expand(String text, Process shell) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
      } else {
        i++;
        out.append(escape(text.charAt(i), shell));
      }
    }
    return out.toString();
  }

  private static String escape(char letter, Process shell) {
    String directory = shell.directory();
    boolean atHome = directory.equals(shell.environment().get("HOME"));
    return switch (letter) {
      case 'u' -> "root";
      case 'h', 'H' -> shell.hostname();
      case 'w' -> atHome ? "~" : directory;
      case 'W' -> atHome ? "~" : directory.substring(directory.lastIndexOf('/') + 1);
      case '$' -> "#";
      case 's' -> shell.name();
      case 'v' -> "5.2";
      case 'n' -> "\n";
      case '[', ']' -> "";
      case 'e' -> "\033";
      case '\\' -> "\\";
      default -> "\\" + letter;
    };
  }
}
