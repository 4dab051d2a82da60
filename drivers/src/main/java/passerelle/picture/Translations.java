package passerelle.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rewriting rules of a namespace, read from what iptables-save prints. */
final class Translations {
  private static final Set<String> TARGETS = Set.of("DNAT", "SNAT", "MASQUERADE", "REDIRECT");

  private Translations() {}

  /** The rules in the kernel's order. */
  static List<Picture.Translation> of(String netns, List<String> rules) {
    List<Picture.Translation> out = new ArrayList<>();
    boolean nat = false;
    for (String line : rules) {
      if (line.startsWith("*")) {
        nat = line.equals("*nat");
      }
      List<String> words = List.of(line.split(" "));
      String target = after(words, "-j");
      if (nat && TARGETS.contains(target)) {
        String id = Ids.of("rule", netns, target, match(words), to(words));
        long same = out.stream().filter(t -> t.id().startsWith(id)).count();
        String own = same == 0 ? id : id + "." + same;
        out.add(new Picture.Translation(own, target, match(words), to(words), line));
      }
    }
    return List.copyOf(out);
  }

  private static String match(List<String> words) {
    String port = after(words, "--dport") + after(words, "--dports");
    if (port.isEmpty()) {
      String source = after(words, "-s");
      return source.isEmpty() ? after(words, "-d") : source;
    }
    String protocol = after(words, "-p");
    return ":" + port + (protocol.equals("tcp") ? "" : "/" + protocol);
  }

  private static String to(List<String> words) {
    return after(words, "--to-destination")
        + after(words, "--to-source")
        + after(words, "--to-ports");
  }

  private static String after(List<String> words, String option) {
    int at = words.indexOf(option);
    return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
  }
}
