package passerelle.cli.session;

import java.util.Optional;
import java.util.function.Consumer;
import passerelle.cli.terminal.Window;
import passerelle.scenarios.format.TypedBlock;
import passerelle.sim.shell.Scripts;

/** Here-documents in what is typed at a prompt. */
public record HereDocuments(Session session) {

  /** The delimiter that has not come yet of a text that is whole otherwise. */
  public Optional<String> open(String text) {
    boolean handled = session.handler(TypedBlock.firstWord(text)).isPresent();
    return handled
        ? Optional.empty()
        : Scripts.openDocument(new HereShell(session).dialect(), text);
  }

  /**
   * A text with the ends of its documents, which end with the input.
   *
   * @param told takes what bash says of each ({@code make_cmd.c:make_here_document})
   */
  public String ended(String text, Consumer<String> told) {
    StringBuilder whole = new StringBuilder(text.stripTrailing());
    for (Optional<String> delimiter = open(whole.toString());
        delimiter.isPresent();
        delimiter = open(whole.toString())) {
      if (isBash()) {
        String wanted = "delimited by end-of-file (wanted `" + delimiter.get() + "')";
        told.accept("bash: warning: here-document at line 1 " + wanted);
      }
      whole.append('\n').append(delimiter.get());
    }
    return whole.toString();
  }

  /** Whether bash asks; where nobody can tell, it does on machines. */
  private boolean isBash() {
    return session
        .window()
        .flatMap(Window::prompt)
        .map(prompt -> prompt.shell().name().endsWith("bash"))
        .orElseGet(() -> !(session.here() instanceof Here.Inside));
  }
}
