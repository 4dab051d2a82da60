package passerelle.sim.userland.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * {@code python3 -c PROGRAM} for the programs that ask how names resolve: imports of {@code
 * socket}, and {@code print} of {@code socket.gethostbyname(NAME)} and {@code
 * socket.gethostname()}.
 *
 * @param names what is asked for; nothing where it is the machine's own name
 * @param resolved whether each is to be resolved, rather than printed
 */
record OneLiner(List<String> names, List<Boolean> resolved) implements BlockingProgram {
  private static final Pattern IMPORT = Pattern.compile("(?:import|from) +socket\\b.*");

  private static final String OWN = "(?:socket\\.)?gethostname\\(\\)";

  private static final Pattern PRINT =
      Pattern.compile(
          "print\\( *(?:(?<own>"
              + OWN
              + ")|(?:socket\\.)?gethostbyname\\( *(?:(?<quote>['\"])(?<name>[^'\"]*)\\k<quote>|"
              + OWN
              + ") *\\)) *\\)");

  /** The program, if it is one of those. */
  static Optional<OneLiner> of(String source) {
    List<String> names = new ArrayList<>();
    List<Boolean> resolved = new ArrayList<>();
    for (String statement : source.split("[;\n]")) {
      Matcher print = PRINT.matcher(statement.strip());
      if (print.matches()) {
        names.add(print.group("name") == null ? "" : print.group("name"));
        resolved.add(print.group("own") == null);
      } else if (!statement.isBlank() && !IMPORT.matcher(statement.strip()).matches()) {
        return Optional.empty();
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(new OneLiner(names, resolved));
  }

  @Override
  public int run(Process self) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).isEmpty() ? self.hostname() : names.get(i);
      if (!resolved.get(i)) {
        self.stdout().println(name);
        continue;
      }
      Resolver.Result found = Resolver.ofIpv4(self, new Net(self)).lookup(name);
      if (!found.isFound()) {
        return self.stderr()
            .println(
                "socket.gaierror: [Errno %s] %s"
                    .formatted(number(found.outcome()), found.outcome().text(self)),
                1);
      }
      self.stdout().println(found.first().toString());
    }
    return 0;
  }

  /** That of {@code EAI_*} (netdb.h). */
  private static int number(Resolver.Outcome outcome) {
    return switch (outcome) {
      case TRY_AGAIN -> -3;
      case NO_DATA -> -5;
      default -> -2;
    };
  }
}
