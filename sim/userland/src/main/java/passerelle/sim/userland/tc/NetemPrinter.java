package passerelle.sim.userland.tc;

import passerelle.sim.uapi.Chance;
import passerelle.sim.uapi.NetemSettings;
import passerelle.sim.userland.tool.Printer;

/** Prints how netem is set (tc/q_netem.c:netem_print_opt). */
record NetemPrinter(Printer out) {
  void print(NetemSettings line) {
    out.any("limit", line.limit(), "limit %d", line.limit());
    if (line.delay().latency() != 0) {
      delay(line.delay());
    }
    loss(line.loss());
    chance("duplicate", line.duplicate());
    chance("reorder", line.reorder());
    chance("corrupt", line.corrupt());
    if (line.rate().bytesPerSecond() != 0) {
      rate(line.rate());
    }
    String seed = Long.toUnsignedString(line.seed());
    out.any("seed", new Written(seed), " seed %s", seed);
    out.json("ecn", line.ecn());
    out.text(line.ecn() ? " ecn " : "");
    out.json("gap", line.gap());
    out.text(line.gap() == 0 ? "" : " gap " + line.gap());
  }

  /** A number as it is written. */
  private record Written(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A number as JSON has it ({@code %g}). */
  private static Written number(double value) {
    return new Written(TcUnits.general(value, 6));
  }

  private static Written share(long chance) {
    return number((double) chance / Chance.ALWAYS);
  }

  private void delay(NetemSettings.Delay delay) {
    out.openObject("delay");
    out.json("delay", number(delay.latency() / 1e9));
    out.json("jitter", number(delay.jitter() / 1e9));
    out.text(" delay " + TcUnits.time(delay.latency()));
    out.text(delay.jitter() == 0 ? "" : "  " + TcUnits.time(delay.jitter()));
    correlation(delay.jitter() == 0 ? 0 : delay.correlation());
    out.closeObject();
  }

  private void correlation(long chance) {
    out.json("correlation", share(chance));
    percent(chance == 0 ? "" : " ", chance);
  }

  private void percent(String before, long chance) {
    if (!before.isEmpty()) {
      out.text("%s", before + TcUnits.percent(chance));
    }
  }

  private void chance(String name, Chance chance) {
    if (chance.probability() != 0) {
      out.openObject(name);
      named(name, " " + name + " ", chance.probability());
      correlation(chance.correlation());
      out.closeObject();
    }
  }

  private void named(String key, String before, long chance) {
    out.json(key, share(chance));
    percent(before, chance);
  }

  private void loss(NetemSettings.Loss loss) {
    if (loss instanceof NetemSettings.Loss.Random random) {
      if (random.chance().probability() != 0) {
        out.openObject("loss-random");
        named("loss", " loss ", random.chance().probability());
        correlation(random.chance().correlation());
        out.closeObject();
      }
    } else if (loss instanceof NetemSettings.Loss.FourStates chain) {
      out.openObject("loss-state");
      named("p13", " loss state p13 ", chain.p13());
      named("p31", " p31 ", chain.p31());
      named("p32", " p32 ", chain.p32());
      named("p23", " p23 ", chain.p23());
      named("p14", " p14 ", chain.p14());
      out.closeObject();
    } else if (loss instanceof NetemSettings.Loss.Gilbert gilbert) {
      out.openObject("loss-gemodel");
      named("p", " loss gemodel p ", gilbert.p());
      named("r", " r ", gilbert.r());
      named("1-h", " 1-h ", Chance.ALWAYS - gilbert.h());
      named("1-k", " 1-k ", gilbert.k1());
      out.closeObject();
    }
  }

  private void rate(NetemSettings.Rate rate) {
    out.openObject("rate");
    out.any("rate", rate.bytesPerSecond(), " rate %s", TcUnits.rate(rate.bytesPerSecond()));
    overhead("packetoverhead", rate.packetOverhead());
    overhead("cellsize", rate.cellSize());
    overhead("celloverhead", rate.cellOverhead());
    out.closeObject();
  }

  private void overhead(String key, int octets) {
    out.json(key, octets);
    out.text(octets == 0 ? "" : " " + key + " " + octets);
  }
}
