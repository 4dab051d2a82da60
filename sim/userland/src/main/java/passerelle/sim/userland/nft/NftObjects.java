package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Optional;
import passerelle.netfilter.LimitMatch;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.userland.nft.NftCommand.Place;
import passerelle.sim.userland.nft.NftCommand.Verb;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * Reads what rules name and share: counters, quotas, limits (src/parser_bison.y, counter_block).
 */
record NftObjects(NftReader in) {
  private static final List<String> SIZES = List.of("bytes", "kbytes", "mbytes");
  private static final List<String> UNITS = List.of("second", "minute", "hour", "day");
  private static final int[] SECONDS = {1, 60, 3600, 86_400};
  private static final int USUAL_BURST = 5;

  /**
   * So many octets.
   *
   * @param text as nft writes it
   */
  record Quota(long amount, boolean over, String text) {}

  /**
   * So many packets in a time.
   *
   * @param text as nft writes it, without the burst
   */
  record Rate(LimitMatch match, boolean over, String text) {
    String burst() {
      return " burst " + match.burst() + " packets";
    }
  }

  /** What stands behind {@code quota}. */
  Quota quota() throws NftFault {
    boolean over = in.take("over");
    if (!over) {
      in.take("until");
    }
    long count = in.number();
    NftToken unit = in.next();
    int power = SIZES.indexOf(unit.text());
    if (power < 0) {
      throw in.source().fault("Wrong unit format", unit);
    }
    long amount = count << 10 * power;
    return new Quota(amount, over, (over ? "over " : "") + size(amount));
  }

  /** Octets in the largest unit that fits ({@code get_rate}). */
  static String size(long octets) {
    long left = octets;
    int unit = 0;
    while (left != 0 && left % 1024 == 0 && unit < SIZES.size() - 1) {
      left /= 1024;
      unit++;
    }
    return left + " " + SIZES.get(unit);
  }

  /** What stands behind {@code limit}. */
  Rate rate() throws NftFault, ToolFailure {
    in.require("rate");
    boolean over = in.take("over");
    NftToken rate = in.next();
    String[] parts = rate.text().split("/", 2);
    if (parts.length < 2 || !parts[0].matches("[0-9]{1,6}") || !UNITS.contains(parts[1])) {
      throw ToolFailure.notModelled("nft", "limits of octets");
    }
    int count = Math.max(1, Integer.parseInt(parts[0]));
    int burst = USUAL_BURST;
    if (in.take("burst")) {
      burst = (int) in.number();
      in.require("packets");
    }
    int period = LimitMatch.SCALE * SECONDS[UNITS.indexOf(parts[1])] / count;
    String text = "rate " + (over ? "over " : "") + rate.text();
    return new Rate(new LimitMatch(Math.max(1, period), burst), over, text);
  }

  /** An object behind the word of its table. */
  NftCommand read(Verb verb, Place place, NftObject.Kind kind, NftToken name)
      throws NftFault, ToolFailure {
    if (verb != Verb.ADD && verb != Verb.CREATE) {
      return new NftCommand.OfObject(verb, place, kind, name, Optional.empty(), 0, 0);
    }
    boolean block = in.take("{");
    String comment = "";
    String text = "";
    long[] starts = {0, 0};
    Optional<Quota> quota = Optional.empty();
    Optional<Rate> rate = Optional.empty();
    if (block) {
      in.skipEnds();
    }
    while (block ? !in.peek().is("}") : !in.peek().isEnd()) {
      if (in.take("comment")) {
        comment = in.next().text();
      } else if (kind == NftObject.Kind.COUNTER) {
        in.require("packets");
        starts[0] = in.number();
        in.require("bytes");
        starts[1] = in.number();
      } else if (kind == NftObject.Kind.QUOTA) {
        quota = Optional.of(quota());
        text = quota.get().text();
        starts[1] = in.take("used") ? quota().amount() : 0;
      } else {
        rate = Optional.of(rate());
        boolean usual = rate.get().match().burst() == USUAL_BURST;
        text = rate.get().text() + (usual ? "" : rate.get().burst());
      }
      if (block) {
        in.skipEnds();
      }
    }
    if (block) {
      in.require("}");
    }
    NftObject object =
        new NftObject(
            kind,
            name.text(),
            text,
            quota.map(Quota::amount).orElse(0L),
            quota.map(Quota::over).orElse(false) || rate.map(Rate::over).orElse(false),
            rate.map(Rate::match),
            comment);
    return new NftCommand.OfObject(
        verb, place, kind, name, Optional.of(object), starts[0], starts[1]);
  }
}
