package passerelle.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Readers of command lines that take each word as it stands. */
final class CommandLines {
  private CommandLines() {}

  /** A reader. To picocli {@code @FILE} would mean the words of a file, whoever says it. */
  static CommandLine of(CommandSpec spec) {
    return new CommandLine(spec).setExpandAtFiles(false);
  }
}
