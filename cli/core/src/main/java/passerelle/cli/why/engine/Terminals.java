package passerelle.cli.why.engine;

import passerelle.cli.lab.Deed;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.typed.Remedy;

/** Terminals that docker is asked to take, and cannot. */
public final class Terminals {
  private Terminals() {}

  /** One is asked for behind a pipe, or in a script. */
  public static Diagnosis none(Deed deed) {
    String line = deed.typed().line();
    String other =
        line.contains("compose")
            ? line.replaceFirst("\\bexec\\b", "exec -T")
            : line.replaceFirst(" -(?:it|ti)\\b", " -i").replaceFirst(" (?:-t|--tty)(?= )", "");
    return Diagnosis.of(Cause.NO_TERMINAL).or(Remedy.at(deed.machine(), other));
  }
}
