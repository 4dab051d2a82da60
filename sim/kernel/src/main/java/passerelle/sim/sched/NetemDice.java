package passerelle.sim.sched;

import passerelle.sim.uapi.Chance;
import passerelle.sim.uapi.Distribution;
import passerelle.sim.uapi.NetemSettings;

/** What netem decides by chance (net/sched/sch_netem.c), all from one seed. */
final class NetemDice {
  private final NetemSettings line;
  private final Dice duplicate;
  private final LossModel loss;
  private final Dice corrupt;
  private final Dice reorder;
  private final Dice delay;

  NetemDice(NetemSettings line) {
    this.line = line;
    Randomness source = new Randomness(line.seed());
    // Where correlated numbers begin is random on Linux and not of the seed.
    long first = line.seed() & Chance.ALWAYS;
    duplicate = new Dice(source, line.duplicate().correlation(), first);
    loss = LossModel.of(line.loss(), source, first);
    corrupt = new Dice(source, line.corrupt().correlation(), first);
    reorder = new Dice(source, line.reorder().correlation(), first);
    delay = new Dice(source, line.delay().correlation(), first);
  }

  Dice duplicate() {
    return duplicate;
  }

  LossModel loss() {
    return loss;
  }

  Dice corrupt() {
    return corrupt;
  }

  Dice reorder() {
    return reorder;
  }

  /** Nanoseconds that the next packet is held back ({@code tabledist}); below 0 is at once. */
  long delay() {
    NetemSettings.Delay asked = line.delay();
    long sigma = asked.jitter();
    if (sigma == 0) {
      return asked.latency();
    }
    long drawn = delay.next();
    short[] table = asked.distribution().table();
    if (table.length == 0) {
      return drawn % (2 * sigma) + asked.latency() - sigma;
    }
    long times = table[(int) (drawn % table.length)];
    long scaled = sigma % Distribution.SCALE * times;
    scaled += scaled >= 0 ? Distribution.SCALE / 2 : -Distribution.SCALE / 2;
    return scaled / Distribution.SCALE + sigma / Distribution.SCALE * times + asked.latency();
  }
}
