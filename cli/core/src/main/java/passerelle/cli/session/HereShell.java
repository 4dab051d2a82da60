package passerelle.cli.session;

import java.util.Set;
import passerelle.scenarios.format.TypedBlock;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Scripts;

/** The shell of the place where one is, as far as a block that is pasted there asks. */
record HereShell(Session session) implements TypedBlock.Shell {
  private static final Set<String> BUILTINS =
      Set.of("cd", "exit", "export", "exec", "eval", "for", "if", "while", "until", "case", "set");

  /** What is for a lesson is no shell's line: in an answer an apostrophe is no quote. */
  @Override
  public boolean isUnfinished(String command) {
    if (session.handler(TypedBlock.firstWord(command)).isPresent()) {
      return false;
    }
    boolean busybox = session.whereabouts().isBusybox();
    return Scripts.isIncomplete(busybox ? Dialect.ASH : Dialect.BASH, command);
  }

  @Override
  public boolean isCommand(String word) {
    return BUILTINS.contains(word)
        || session.commands().names().contains(word)
        || session.lab().programs(session.whereabouts().space()).contains(word);
  }
}
