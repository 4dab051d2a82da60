package passerelle.text;

/**
 * What a piece of a line is, so that a terminal may set it off. Whatever a tone says, the words say
 * too: nothing is lost where there are no colours.
 */
public enum Tone {
  /** Ordinary text. */
  PLAIN,
  /** A heading, or what the lines below it are about. */
  HEADING,
  /** What matters less: times, functions. */
  QUIET,
  /** A rule as iptables prints it: kept on one line where it fits. */
  RULE,
  /** A command to be typed: kept on one line where it fits, else continued as a shell reads it. */
  COMMAND,
  /** What stands between backticks in a sentence: where it is set off, these are not shown. */
  CODE,
  /** Something was changed. */
  CHANGED,
  /** Something went well. */
  GOOD,
  /** Something was lost or refused. */
  BAD;

  /** Whether the piece is kept together. */
  public boolean isSolid() {
    return this == RULE || this == COMMAND;
  }
}
