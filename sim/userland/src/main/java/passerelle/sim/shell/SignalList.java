package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.SignalNames;
import passerelle.sim.process.Process;

/** {@code kill -l}: the names of signals ({@code signal(7)}), as each shell lists them. */
record SignalList(Process self, Complaints complaints) {
  private static final int LAST_NAMED = 31;

  /** The status above which a process died of a signal. */
  private static final int DIED = 128;

  /** All signals, or those that are asked for by number, exit status or name. */
  int list(List<String> wanted) {
    if (wanted.isEmpty()) {
      self.stdout().print(all());
      return 0;
    }
    int status = 0;
    // dash looks at one word only.
    for (String word : complaints.isDash() ? wanted.subList(0, 1) : wanted) {
      status = Math.max(status, one(word));
    }
    return status;
  }

  private String all() {
    StringBuilder out = new StringBuilder(complaints.isDash() ? "0\n" : "");
    int inLine = 0;
    for (int number = 1; number <= SignalNames.LAST; number++) {
      Optional<String> name = SignalNames.name(number);
      if (complaints.isDash()) {
        // dash has no name for some.
        out.append(number == 16 ? "16" : name.orElse("" + number)).append('\n');
      } else if (name.isPresent() && complaints.isBash()) {
        out.append("%2s) SIG%s".formatted(number, name.get()));
        out.append(++inLine % 5 == 0 ? '\n' : '\t');
      } else if (number <= LAST_NAMED) {
        String shown = name.orElseThrow().equals("IO") ? "POLL" : name.orElseThrow();
        out.append("%2s) %s%n".formatted(number, shown).replace("\r", ""));
      }
    }
    return out.append(complaints.isBash() ? "\n" : "").toString();
  }

  private int one(String word) {
    Optional<Integer> given = Builtin.number(word);
    if (given.isEmpty() && !complaints.isDash()) {
      return number(word);
    }
    if (given.isEmpty()) {
      return complaints.fail("kill", "Illegal number: " + word, 2);
    }
    int number = given.get() > DIED ? given.get() - DIED : given.get();
    Optional<String> name = SignalNames.name(number);
    if (name.isPresent()) {
      self.stdout().println(name.get());
      return 0;
    }
    if (number > 0 && number <= SignalNames.LAST) {
      // Those that the C library keeps for itself have no name.
      self.stdout().print(complaints.isBash() ? "" : number + "\n");
      return 0;
    }
    return complaints.isDash()
        ? complaints.fail("kill", "invalid signal number or exit status: " + word, 2)
        : unknown(word);
  }

  private int number(String word) {
    Optional<String> name = SignalNames.parse(word);
    if (name.isEmpty()) {
      return unknown(word);
    }
    self.stdout().println("" + SignalNames.number(name.get()));
    return 0;
  }

  private int unknown(String word) {
    return complaints.isBash()
        ? complaints.fail("kill", word + ": invalid signal specification", 1)
        : complaints.tool("kill", "unknown signal '" + word + "'", 1);
  }
}
