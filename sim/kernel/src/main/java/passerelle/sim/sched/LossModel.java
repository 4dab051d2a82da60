package passerelle.sim.sched;

import passerelle.sim.uapi.Chance;
import passerelle.sim.uapi.NetemSettings;

/** Says of each packet whether it is lost (net/sched/sch_netem.c:loss_event). */
interface LossModel {
  boolean loses();

  /** The model that is asked for. */
  static LossModel of(NetemSettings.Loss loss, Randomness source, long first) {
    if (loss instanceof NetemSettings.Loss.FourStates chain) {
      return new FourStates(chain, source);
    }
    if (loss instanceof NetemSettings.Loss.Gilbert gilbert) {
      return new Gilbert(gilbert, source);
    }
    Chance chance = ((NetemSettings.Loss.Random) loss).chance();
    Dice dice = new Dice(source, chance.correlation(), first);
    return () -> dice.happens(chance.probability());
  }

  /** {@code loss_4state}: within gaps single packets are lost, within bursts most. */
  final class FourStates implements LossModel {
    private enum State {
      SENT_IN_GAP,
      SENT_IN_BURST,
      LOST_IN_GAP,
      LOST_IN_BURST
    }

    private final NetemSettings.Loss.FourStates chain;
    private final Randomness source;
    private State state = State.SENT_IN_GAP;

    FourStates(NetemSettings.Loss.FourStates chain, Randomness source) {
      this.chain = chain;
      this.source = source;
    }

    @Override
    public boolean loses() {
      long drawn = source.next();
      state =
          switch (state) {
            case SENT_IN_GAP ->
                drawn < chain.p14()
                    ? State.LOST_IN_GAP
                    : drawn < chain.p13() + chain.p14() ? State.LOST_IN_BURST : State.SENT_IN_GAP;
            case SENT_IN_BURST -> drawn < chain.p23() ? State.LOST_IN_BURST : State.SENT_IN_BURST;
            case LOST_IN_BURST ->
                drawn < chain.p32()
                    ? State.SENT_IN_BURST
                    : drawn < chain.p31() + chain.p32() ? State.SENT_IN_GAP : State.LOST_IN_BURST;
            case LOST_IN_GAP -> State.SENT_IN_GAP;
          };
      return state == State.LOST_IN_GAP || state == State.LOST_IN_BURST;
    }
  }

  /** {@code loss_gilb_ell}: a state that loses few, and one that loses many. */
  final class Gilbert implements LossModel {
    private final NetemSettings.Loss.Gilbert chances;
    private final Randomness source;
    private boolean bad;

    Gilbert(NetemSettings.Loss.Gilbert chances, Randomness source) {
      this.chances = chances;
      this.source = source;
    }

    @Override
    public boolean loses() {
      boolean wasBad = bad;
      if (source.next() < (wasBad ? chances.r() : chances.p())) {
        bad = !bad;
      }
      long drawn = source.next();
      return wasBad ? drawn > chances.h() : drawn < chances.k1();
    }
  }
}
