package passerelle.sim.tty;

/** Who sits at a terminal, and so who shows what a shell asks for. */
public enum Holder {
  /** Only keys come: the terminal shows the prompt, and each key as it is typed. */
  KEYS,

  /** A line editor, which shows the prompt and answers with whole lines; programs get keys. */
  LINES,

  /** A script: shells are answered with lines, and other programs read the end of input. */
  SCRIPT,

  /** Nobody for the moment: what is asked is shown to whoever comes. */
  DETACHED,

  /** Nobody any more: all that is read is the end of input. */
  NOBODY;

  /** Whether what comes is keys, also at a shell's prompt. */
  public boolean typesKeys() {
    return this == KEYS || this == DETACHED;
  }

  /** Whether programs that read find the end of input. */
  public boolean isAbsent() {
    return this == SCRIPT || this == NOBODY;
  }
}
