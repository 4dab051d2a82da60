package passerelle.engine.cli.image;

import passerelle.engine.EngineException;
import passerelle.engine.Paths;
import passerelle.engine.Phrase;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.kernel.FileTree;
import passerelle.kernel.FileTree.Kind;
import passerelle.kernel.KernelException;
import passerelle.text.ByteText;

/** Archives on the machine that a command is typed on: {@code --output} and {@code --input}. */
record ArchiveFile(Invocation call) {
  private static final String TERMINAL =
      "cowardly refusing to save to a terminal. Use the -o flag or redirect";

  /** What makes an archive. */
  @FunctionalInterface
  interface Maker {
    byte[] make() throws EngineException;
  }

  /**
   * Writes an archive to the file of {@code --output}, or else to standard output.
   *
   * @param failed how a wrong path is introduced
   */
  int write(String failed, Maker maker) throws CliException, EngineException {
    String typed = call.flags().text("output").orElse("");
    if (typed.isEmpty()) {
      if (call.io().columns() > 0) {
        throw new CliException(TERMINAL + "\n", 1);
      }
      call.io().out(ByteText.decode(maker.make()));
      return 0;
    }
    FileTree here = call.engine().roots().ofHost();
    if (here.kind(Paths.parent(call.path(typed))) != Kind.DIRECTORY) {
      throw new CliException(
          "%s: invalid output path: %s\n"
              .formatted(
                  failed, call.style().says(Phrase.NO_OUTPUT_DIRECTORY, Paths.typedParent(typed))),
          1);
    }
    boolean directory = here.kind(call.path(typed)) == Kind.DIRECTORY;
    String refused = call.style().says(Phrase.OUTPUT_IS_DIRECTORY);
    if (directory && !refused.isEmpty()) {
      throw new CliException(failed + ": " + refused + "\n", 1);
    }
    byte[] archive = maker.make();
    if (directory) {
      String temporary = Paths.clean(Paths.typedParent(typed) + "/.docker_temp_" + archive.length);
      throw new CliException("rename " + temporary + " " + typed + ": file exists\n", 1);
    }
    try {
      here.write(call.path(typed), archive, false);
    } catch (KernelException e) {
      throw unreadable("open", typed, e);
    }
    return 0;
  }

  /** The contents of a file. */
  byte[] read(String typed) throws CliException, EngineException {
    FileTree here = call.engine().roots().ofHost();
    if (here.kind(call.path(typed)) == Kind.NOTHING) {
      throw new CliException("open " + typed + ": no such file or directory\n", 1);
    }
    try {
      return here.read(call.path(typed));
    } catch (KernelException e) {
      throw unreadable("read", typed, e);
    }
  }

  private static CliException unreadable(String what, String typed, KernelException e) {
    String why = e.errno().text().toLowerCase(java.util.Locale.ROOT);
    return new CliException(what + " " + typed + ": " + why + "\n", 1);
  }
}
