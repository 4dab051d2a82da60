package passerelle.real.space;

/** Who sits at a shell's terminal. */
public enum Typist {
  /** Nobody: standard input is empty, errors have line numbers as those of {@code bash -c}. */
  NOBODY,

  /** Lines come from a pipe: they answer shells within the shell, and others read the end. */
  LINES,

  /** A person: commands read the terminal, Ctrl-C leads back to the next line. */
  PERSON
}
