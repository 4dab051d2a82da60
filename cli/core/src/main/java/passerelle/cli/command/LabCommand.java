package passerelle.cli.command;

import java.util.List;

/** One of Passerelle's own commands. */
interface LabCommand {
  /** Whether a line that begins with its word is for it, and not for a program of that name. */
  default boolean isMeant(String line) {
    return true;
  }

  /**
   * Runs.
   *
   * @param words what follows the name, quotes taken away
   * @return the exit status
   * @throws CommandException when the words make no sense, or the lab refuses
   */
  int run(List<String> words, Workbench bench, Printer out) throws CommandException;
}
