package passerelle.sim.userland.iptables;

import java.util.Map;
import passerelle.sim.process.Process;
import passerelle.text.Resources;

/** The policies that ufw sets, in the file in which people edit them. */
final class UfwDefaults {
  private static final String DEFAULTS = "/etc/default/ufw";

  private static final Map<String, String> CHAIN_OF =
      Map.of("incoming", "INPUT", "outgoing", "OUTPUT", "routed", "FORWARD");

  private static final Map<String, String> POLICIES =
      Map.of("ACCEPT", "allow", "DROP", "deny", "REJECT", "reject");

  /** The settings of Debian's package, without its comments. */
  private static final String PACKAGED = Resources.text(UfwDefaults.class, "ufw-defaults.txt");

  private UfwDefaults() {}

  /** What the package brings, which people edit. */
  static String text(Process self) {
    String text = Ufw.read(self, DEFAULTS);
    if (text.isEmpty()) {
      Ufw.write(self, DEFAULTS, PACKAGED);
      return PACKAGED;
    }
    return text;
  }

  /** What is done with what no rule is about: {@code allow}, {@code deny}, {@code reject}. */
  static String policy(Process self, String direction) {
    String key = key(direction);
    return text(self)
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("\"", "").strip())
        .map(target -> POLICIES.getOrDefault(target, "deny"))
        .findFirst()
        .orElse("deny");
  }

  private static String key(String direction) {
    return "DEFAULT_" + CHAIN_OF.get(direction) + "_POLICY=";
  }

  /** Another policy for a direction. */
  static void set(Process self, String direction, String policy) {
    String key = key(direction);
    String target =
        POLICIES.entrySet().stream()
            .filter(known -> known.getValue().equals(policy))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    StringBuilder text = new StringBuilder();
    text(self)
        .lines()
        .map(line -> line.startsWith(key) ? key + '"' + target + '"' : line)
        .forEach(line -> text.append(line).append('\n'));
    Ufw.write(self, DEFAULTS, text.toString());
  }
}
