package passerelle.scenarios.slides;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.TypedBlock;

/** The command that a text has its reader run, and whose output the block below it shows. */
final class TextCommand {
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  /** What an author writes before a command that is to be run. */
  private static final Pattern RUN =
      Pattern.compile(
          "(?iu)\\b(?:run|running|execut\\w*|type|typing|enter|us(?:e|ing)|check\\w*|try|do|with"
              + "|lanc\\w+|exécut\\w+|tap\\w+|saisi\\w*|ejecut\\w*)\\b[^`.!?]{0,60}$");

  /** What makes or changes something prints nothing worth a block. */
  private static final Pattern CHANGES =
      Pattern.compile(
          "(?s).*\\b(?:add|del|delete|set|create|run|rm|start|stop|connect|disconnect|install)\\b.*");

  /** A text that is no more than a command, and that its output follows. */
  private static final Pattern OUTPUT =
      Pattern.compile(
          "(?iu)(?:[-*+] +)?`*([a-z][\\w.-]*(?: [\\w./:-]+)+?)`* (?:command )?output:?");

  private TextCommand() {}

  /**
   * The command of the text before a block; empty when it names none that shows something, or
   * several.
   *
   * @param lead the text
   */
  static Optional<String> of(String lead, TypedBlock.Shell shell) {
    String[] paragraphs = lead.split("\n\\s*\n");
    String last = paragraphs[paragraphs.length - 1];
    Matcher code = CODE.matcher(last);
    Set<String> commands = new HashSet<>();
    while (code.find()) {
      String typed = code.group(1).strip();
      boolean known =
          shell.isCommand(TypedBlock.firstWord(typed))
              && !CHANGES.matcher(typed).matches()
              && !Placeholders.leavesSomething(typed);
      if (known && RUN.matcher(last.substring(0, code.start())).find()) {
        commands.add(typed);
      }
    }
    Matcher output = OUTPUT.matcher(last.strip());
    if (commands.isEmpty()
        && output.matches()
        && shell.isCommand(TypedBlock.firstWord(output.group(1)))) {
      commands.add(output.group(1));
    }
    return commands.size() == 1
        ? commands.stream().filter(typed -> typed.contains(" ")).findFirst()
        : Optional.empty();
  }
}
