package passerelle.scenarios.format;

/** Where a command of a transcript runs, as its prompt says. */
public sealed interface Place {
  /**
   * A shell in a host of the lab: prompt {@code NAME$ }.
   *
   * @param name host, laptop, router, internet, or what else the lab has
   */
  record Host(String name) implements Place {
    @Override
    public String prompt() {
      return name + "$ ";
    }
  }

  /**
   * A shell in a container, as {@code docker exec -t NAME sh -c '...'}: prompt {@code NAME# }.
   *
   * @param name the container's name
   */
  record Container(String name) implements Place {
    @Override
    public String prompt() {
      return name + "# ";
    }
  }

  /** Passerelle's own commands: prompt {@code lab> }. */
  record Lab() implements Place {
    @Override
    public String prompt() {
      return "lab> ";
    }
  }

  /** The prompt with its blank at the end. */
  String prompt();
}
