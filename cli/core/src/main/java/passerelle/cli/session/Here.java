package passerelle.cli.session;

/** Where one is: what the prompt says. */
public sealed interface Here {
  /** On a machine: {@code host$}. */
  record Machine(String name) implements Here {
    @Override
    public String prompt() {
      return name + "$ ";
    }
  }

  /**
   * In a shell in a container: {@code web#}.
   *
   * @param number which of the lab's attached shells it is
   * @param container the container's name
   */
  record Inside(int number, String container) implements Here {
    @Override
    public String prompt() {
      return container + "# ";
    }
  }

  /** Nowhere, for Passerelle's own commands: {@code lab>}. */
  record Lab() implements Here {
    @Override
    public String prompt() {
      return "lab> ";
    }
  }

  /** The prompt with its blank at the end. */
  String prompt();
}
