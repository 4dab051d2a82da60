package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.netfilter.IptablesCommand;
import passerelle.netfilter.ListingStyle;
import passerelle.netfilter.RuleListing;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.RuleInfo;
import passerelle.text.Align;

/** The tables of {@code iptables -L} (iptables/xshared.c:print_header and print_firewall). */
final class ChainListing {
  private final IptablesCommand.Output output;
  private final RuleListing listing;
  private final boolean counters;

  ChainListing(IptablesSession session, IptablesCommand.Output output) {
    this.output = output;
    counters = output.verbose() > 0;
    ListingStyle style = new ListingStyle(session.family(), output.numeric(), session.names());
    listing = new RuleListing(style, counters, true);
  }

  /** All chains, an empty line between two of them. */
  List<String> chains(List<ChainInfo> chains) {
    List<String> lines = new ArrayList<>();
    for (ChainInfo chain : chains) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(title(chain));
      lines.add(header());
      for (int i = 0; i < chain.rules().size(); i++) {
        lines.add(line(chain, i));
      }
    }
    return lines;
  }

  /** The line of one rule; empty when there is none of that number. */
  Optional<String> rule(ChainInfo chain, int number) {
    return number > chain.rules().size() ? Optional.empty() : Optional.of(line(chain, number - 1));
  }

  private String title(ChainInfo chain) {
    if (chain.hook().isEmpty()) {
      return "Chain " + chain.name() + " (" + chain.references() + " references)";
    }
    String counts =
        counters
            ? " " + number(chain.packets(), 0) + "packets, " + number(chain.bytes(), 0) + "bytes"
            : "";
    return "Chain " + chain.name() + " (policy " + chain.policy() + counts + ")";
  }

  private String header() {
    StringBuilder out = new StringBuilder(output.lineNumbers() ? "num  " : "");
    if (counters) {
      out.append(output.exact() ? "    pkts      bytes " : " pkts bytes ");
    }
    out.append("target     prot opt");
    out.append(counters ? " in     out   " : "");
    return out.append(counters ? " " : "")
        .append(" %-20s %-19s ".formatted("source", "destination"))
        .toString();
  }

  private String line(ChainInfo chain, int position) {
    RuleInfo entry = chain.rules().get(position);
    StringBuilder out = new StringBuilder();
    if (output.lineNumbers()) {
      out.append("%-4s ".formatted(position + 1));
    }
    if (counters) {
      out.append(number(entry.packets(), 5)).append(number(entry.bytes(), 5));
    }
    return out.append(listing.line(entry.rule())).toString();
  }

  /**
   * A counter and a blank, cut to thousands, millions... ({@code xtables_print_num}).
   *
   * @param width 5 in a column, 0 in running text
   */
  private String number(long value, int width) {
    if (output.exact()) {
      return Align.right(Long.toString(value), width == 0 ? 0 : 8) + " ";
    }
    if (value <= 99_999) {
      return Align.right(Long.toString(value), width) + " ";
    }
    long shown = value;
    for (char unit : new char[] {'K', 'M', 'G'}) {
      shown = (shown + 500) / 1000;
      if (shown <= 9999) {
        return Align.right(Long.toString(shown) + unit, width) + " ";
      }
    }
    return Align.right((shown + 500) / 1000 + "T", width) + " ";
  }
}
