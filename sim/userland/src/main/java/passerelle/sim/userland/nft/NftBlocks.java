package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftSetSpec;
import passerelle.sim.uapi.NftTableInfo;

/** The blocks of a table besides its chains (src/rule.c, set_print and obj_print). */
final class NftBlocks {
  private NftBlocks() {}

  static String object(NftObject.Counted counted, NftStyle style) {
    NftObject object = counted.object();
    StringBuilder out = new StringBuilder();
    out.append("\t" + object.kind().word() + " " + object.name() + " {");
    out.append(style.handle(counted.handle())).append('\n');
    comment(out, object.comment());
    String text =
        switch (object.kind()) {
          case COUNTER ->
              style.stateless() ? "" : "packets " + counted.packets() + " bytes " + counted.bytes();
          case QUOTA ->
              object.text()
                  + (style.stateless() || counted.bytes() == 0
                      ? ""
                      : " used " + NftObjects.size(counted.bytes()));
          case LIMIT -> object.text();
        };
    return out.append(text.isEmpty() ? "" : "\t\t" + text + "\n").append("\t}\n").toString();
  }

  private static void comment(StringBuilder out, String comment) {
    out.append(comment.isEmpty() ? "" : "\t\tcomment \"" + comment + "\"\n");
  }

  /**
   * A set, or a map.
   *
   * @param now virtual time in nanoseconds, by which elements are old
   */
  static String set(NftTableInfo.NamedSet set, NftStyle style, long now) {
    NftSetSpec spec = set.spec();
    StringBuilder out = new StringBuilder(spec.isMap() ? "\tmap " : "\tset ");
    out.append(set.name()).append(" {").append(style.handle(set.handle()));
    out.append("\n\t\ttype ").append(spec.type());
    out.append(spec.isMap() ? " : " + spec.data() : "").append('\n');
    out.append(spec.size() == 0 ? "" : "\t\tsize " + spec.size() + "\n");
    TreeSet<String> flags = new TreeSet<>(spec.flags());
    boolean merges = flags.remove(NftMerging.WORD);
    if (spec.timeout() != 0 && flags.size() == 1) {
      // Goes without saying.
      flags.remove("timeout");
    }
    out.append(flags.isEmpty() ? "" : "\t\tflags " + String.join(",", flags) + "\n");
    out.append(merges ? "\t\t" + NftMerging.WORD + "\n" : "");
    span(out, "timeout", spec.timeout());
    span(out, "gc-interval", spec.interval());
    comment(out, spec.comment());
    List<NftElement> there = set.elements().stream().filter(e -> e.isAt(now)).toList();
    return out.append(there.isEmpty() ? "" : elements(spec, there, now)).append("\t}\n").toString();
  }

  private static void span(StringBuilder out, String word, long nanoseconds) {
    if (nanoseconds != 0) {
      out.append("\t\t" + word + " " + NftDuration.text(nanoseconds) + "\n");
    }
  }

  /** So many stand in a line as are short (src/expression.c, calculate_delim). */
  private static String elements(NftSetSpec spec, List<NftElement> there, long now) {
    int inLine =
        switch (spec.type()) {
          case "ipv4_addr" -> 2;
          case "inet_service", "inet_proto", "mark" -> 5;
          default -> 1;
        };
    boolean longer = spec.isMap() || there.stream().anyMatch(e -> e.expires() != 0);
    StringBuilder out = new StringBuilder("\t\telements = { ");
    for (int i = 0; i < there.size(); i++) {
      out.append(i == 0 ? "" : longer || i % inLine == 0 ? ",\n\t\t\t     " : ", ");
      out.append(element(spec, there.get(i), now));
    }
    return out.append(" }\n").toString();
  }

  private static String element(NftSetSpec spec, NftElement element, long now) {
    String text = element.values().text();
    List<String> words = new ArrayList<>();
    words.add(spec.type().equals("ifname") ? '"' + text + '"' : text);
    if (!spec.isMap() && !element.data().isEmpty()) {
      words.add(element.data());
    }
    if (element.timeout() != 0) {
      words.add("timeout " + NftDuration.text(element.timeout()));
    }
    if (element.expires() != 0) {
      words.add("expires " + NftDuration.text(element.expires() - now));
    }
    if (spec.isMap()) {
      words.add(": " + element.data());
    }
    return String.join(" ", words);
  }
}
