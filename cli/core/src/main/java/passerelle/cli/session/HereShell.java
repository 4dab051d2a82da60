package passerelle.cli.session;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.scenarios.format.TypedBlock;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Scripts;

/** The shell of the place where one is, as far as a block that is pasted there asks. */
record HereShell(Session session) implements TypedBlock.Shell {
  private static final Set<String> BUILTINS =
      Set.of("cd", "exit", "export", "exec", "eval", "for", "if", "while", "until", "case", "set");

  private static final Pattern ASSIGNED =
      Pattern.compile("\\s*[A-Za-z_]\\w*=[\"']?(?:\\$\\(|`)\\s*");

  /** The word by which a command is known: where a variable is set, that of the substitution. */
  static String word(String command) {
    Matcher assigned = ASSIGNED.matcher(command);
    return TypedBlock.firstWord(assigned.lookingAt() ? command.substring(assigned.end()) : command);
  }

  /** What is for a lesson is no shell's line: in an answer an apostrophe is no quote. */
  @Override
  public boolean isUnfinished(String command) {
    if (session.handler(TypedBlock.firstWord(command)).isPresent()) {
      return false;
    }
    return Scripts.isIncomplete(dialect(), LabCommands.unquoted(command));
  }

  Dialect dialect() {
    return session.whereabouts().isBusybox() ? Dialect.ASH : Dialect.BASH;
  }

  @Override
  public boolean isCommand(String word) {
    return BUILTINS.contains(word)
        || session.commands().names().contains(word)
        || session.lab().programs(session.whereabouts().space()).contains(word);
  }
}
