package passerelle.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Readers of command lines that take each word as it stands. */
public final class CommandLines {
  private CommandLines() {}

  /** A reader. To picocli {@code @FILE} would mean the words of a file, whoever says it. */
  public static CommandLine of(CommandSpec spec) {
    return new CommandLine(spec).setExpandAtFiles(false);
  }
}
