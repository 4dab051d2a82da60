package passerelle.sim.netfilter;

import java.util.Map;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;

/** Tracks TCP (net/netfilter/nf_conntrack_proto_tcp.c). Windows are not checked. */
record TcpTracker(ConntrackSettings settings) implements ProtocolTracker {
  private static final int MAX_RETRANSMISSIONS = 3;

  /**
   * What a segment does to the state: rows are kinds of segment, columns the states from NONE to
   * SYN_SENT2. {@code IG} leaves the state alone, {@code IV} is invalid.
   */
  private static final String[] ORIGINAL = {
    "SS SS IG IG IG IG IG SS SS S2", // SYN
    "IV IV SR IV IV IV IV IV IV SR", // SYN and ACK
    "IV IV FW FW LA LA LA TW CL IV", // FIN
    "ES IV ES ES CW CW TW TW CL IV", // ACK
    "IV CL CL CL CL CL CL CL CL CL", // RST
    "IV IV IV IV IV IV IV IV IV IV", // none of them
  };

  private static final String[] REPLY = {
    "IV S2 IV IV IV IV IV SS IV S2",
    "IV SR IG IG IG IG IG IG IG SR",
    "IV IV FW FW LA LA LA TW CL IV",
    "IV IG SR ES CW CW TW TW CL IG",
    "IV CL CL CL CL CL CL CL CL CL",
    "IV IV IV IV IV IV IV IV IV IV",
  };

  private static final Map<String, Move> MOVES =
      Map.of(
          "SS", new Move(Kind.GO, TcpState.SYN_SENT),
          "SR", new Move(Kind.GO, TcpState.SYN_RECV),
          "ES", new Move(Kind.GO, TcpState.ESTABLISHED),
          "FW", new Move(Kind.GO, TcpState.FIN_WAIT),
          "CW", new Move(Kind.GO, TcpState.CLOSE_WAIT),
          "LA", new Move(Kind.GO, TcpState.LAST_ACK),
          "TW", new Move(Kind.GO, TcpState.TIME_WAIT),
          "CL", new Move(Kind.GO, TcpState.CLOSE),
          "S2", new Move(Kind.GO, TcpState.SYN_SENT2),
          "IG", new Move(Kind.IGNORE, TcpState.NONE));

  private static final Move INVALID = new Move(Kind.INVALID, TcpState.NONE);
  private static final Move[][][] TABLE = {moves(ORIGINAL), moves(REPLY)};

  private enum Kind {
    GO,
    IGNORE,
    INVALID
  }

  private record Move(Kind kind, TcpState to) {}

  private static Move[][] moves(String[] rows) {
    Move[][] out = new Move[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      String[] words = rows[i].split(" ");
      out[i] = new Move[words.length];
      for (int j = 0; j < words.length; j++) {
        out[i][j] = MOVES.getOrDefault(words[j], INVALID);
      }
    }
    return out;
  }

  @Override
  public Result track(Connection connection, IpPacket packet, boolean reply, long now) {
    if (!(packet.transport() instanceof TcpSegment segment) || !TcpFlagSet.isValid(segment)) {
      return Result.INVALID;
    }
    TcpMemory memory = connection.tcp();
    TcpFlagSet flags = TcpFlagSet.of(segment);
    TcpState old = memory.state();
    Move move = TABLE[reply ? 1 : 0][flags.ordinal()][old.ordinal()];
    if (!connection.isConfirmed() && !canBegin(move, flags)) {
      return Result.INVALID;
    }
    if (move.kind() != Kind.GO) {
      return move.kind() == Kind.INVALID ? Result.INVALID : Result.ACCEPT;
    }
    if (move.to() == TcpState.SYN_SENT
        && old.ordinal() >= TcpState.TIME_WAIT.ordinal()
        && (memory.isCloseInitiated() || memory.lastWasReset(reply))) {
      return Result.FORGET_AND_REPEAT;
    }
    memory.note(segment, flags, reply);
    memory.setState(move.to());
    if (old != move.to()) {
      connection.noteChange();
    }
    if (old != move.to() && move.to() == TcpState.FIN_WAIT) {
      memory.setCloseInitiated(reply);
    }
    return after(connection, old, flags, now);
  }

  /** A connection may be picked up in the middle, unless nf_conntrack_tcp_loose is 0. */
  private boolean canBegin(Move move, TcpFlagSet flags) {
    return move.kind() == Kind.GO && (flags == TcpFlagSet.SYN || settings.isTcpLoose());
  }

  private Result after(Connection connection, TcpState old, TcpFlagSet flags, long now) {
    TcpState state = connection.tcp().state();
    ConntrackTimer timer = timer(connection.tcp());
    if (!connection.hasSeenReply()) {
      // A connection refused at once need not be remembered.
      if (flags == TcpFlagSet.RST) {
        return Result.FORGET;
      }
      if (flags == TcpFlagSet.SYN && old == TcpState.SYN_SENT) {
        return Result.ACCEPT;
      }
      if (state == TcpState.ESTABLISHED) {
        timer = shorter(timer, ConntrackTimer.TCP_UNACKNOWLEDGED);
      }
    } else if (state == TcpState.ESTABLISHED
        && (old == TcpState.SYN_RECV || old == TcpState.ESTABLISHED)) {
      connection.setAssured();
    }
    connection.refresh(now, settings.nanoseconds(timer));
    return Result.ACCEPT;
  }

  private ConntrackTimer timer(TcpMemory memory) {
    ConntrackTimer usual = memory.state().timer();
    if (memory.retransmissions() >= MAX_RETRANSMISSIONS) {
      return shorter(usual, ConntrackTimer.TCP_MAX_RETRANS);
    }
    return memory.hasUnacknowledged() ? shorter(usual, ConntrackTimer.TCP_UNACKNOWLEDGED) : usual;
  }

  private ConntrackTimer shorter(ConntrackTimer a, ConntrackTimer b) {
    return settings.nanoseconds(a) <= settings.nanoseconds(b) ? a : b;
  }
}
