package passerelle.cli.real;

import java.util.Map;
import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.NetnsLabels;
import passerelle.real.space.MachineShell;
import passerelle.real.sys.Namespaces;
import passerelle.real.sys.Netns;

/** The prompts of shells within the shells of machines. */
final class ShellPrompts {
  private ShellPrompts() {}

  /**
   * That of a shell within a machine's that has the next line; empty where the machine's has it.
   */
  static Optional<String> within(
      Lab lab, RealShells shells, Namespaces namespaces, String machine) {
    return shells
        .within(machine)
        .flatMap(MachineShell::askedIn)
        .map(netns -> prompt(lab, namespaces, machine, netns));
  }

  /** A namespace that the lab has no name for is called as the kernel calls it. */
  private static String prompt(Lab lab, Namespaces namespaces, String machine, String netns) {
    Map<String, String> labels = NetnsLabels.of(lab);
    Optional<String> known = namespaces.identified(netns).map(Netns::name);
    String name = known.map(n -> labels.getOrDefault(n, n)).orElse(netns);
    return (name.equals(machine) ? machine : machine + ":" + name) + "$ ";
  }
}
