package passerelle.cli.session;

/** Has the Docker host run a line. */
@FunctionalInterface
interface HostLine {
  /** Runs it; the answer is its exit status. */
  int run(String line);

  /**
   * The command that makes a file, and the directory it is to stand in; an engine may have made an
   * empty directory of its name. A script is one that can be run.
   */
  static String writing(String name, String text) {
    String directory = name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    String made = directory.isEmpty() ? "" : "mkdir -p %s && ".formatted(quoted(directory));
    String path = quoted(name);
    String runs = text.startsWith("#!") ? "\nchmod +x " + path : "";
    return "%srmdir %s 2>/dev/null; cat > %s <<'END_OF_FILE'\n%sEND_OF_FILE%s"
        .formatted(made, path, path, text, runs);
  }

  /** A path as a word of a shell, which is to find one's home. */
  private static String quoted(String path) {
    return path.startsWith("~/") ? "~/'" + path.substring(2) + "'" : "'" + path + "'";
  }
}
